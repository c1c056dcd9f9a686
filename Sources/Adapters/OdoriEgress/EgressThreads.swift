import Foundation
import Synchronization

/// Requests block a thread each, so every one has a thread of its own, up to so many at once.
///
/// A shared pool would not do: it grows slowly when its threads are blocked, and others would wait behind us.
final class EgressThreads: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    /// - Parameter parallel: requests at once; more wait their turn.
    init(parallel: Int) {
        state = Mutex(State(free: parallel))
    }

    /// Cancelling the task calls the request off, also one that has not begun.
    func perform(_ transfer: Transfer) async -> TransferReport {
        await take()
        defer { pass() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let thread = Thread { continuation.resume(returning: transfer.perform()) }
                thread.name = "odori-egress"
                thread.start()
            }
        } onCancel: {
            transfer.callOff()
        }
    }

    private func take() async {
        await withCheckedContinuation { continuation in
            let mayGo = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if mayGo { continuation.resume() }
        }
    }

    private func pass() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
