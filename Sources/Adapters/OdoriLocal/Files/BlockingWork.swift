import Dispatch
import Synchronization

/// Runs work that waits for the disk on threads made for waiting, so that everything else goes on meanwhile.
enum BlockingWork {
    /// Set when the task that asked for the work is cancelled; long work looks at it between two pieces.
    final class CallOff: Sendable {
        private let isSet = Atomic(false)

        func set() {
            isSet.store(true, ordering: .relaxed)
        }

        func check() throws {
            if isSet.load(ordering: .relaxed) { throw CancellationError() }
        }
    }

    private static let queue = DispatchQueue(label: "odori.files", qos: .utility, attributes: .concurrent)

    /// Returns what `body` returns, once it has ended: also when the task was cancelled meanwhile.
    static func run<Value: Sendable>(_ body: @escaping @Sendable (CallOff) throws -> Value) async throws -> Value {
        let callOff = CallOff()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.async { continuation.resume(with: Result { try body(callOff) }) }
            }
        } onCancel: {
            callOff.set()
        }
    }
}
