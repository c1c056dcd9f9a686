import OdoriQueue
import Synchronization

/// Time that passes only when a test says so, or that flies to whatever instant somebody waits for.
final class ManualTime: TimeSource {
    private struct State {
        var now: Timestamp
        var sleepers: [Int: (until: Timestamp, wake: CheckedContinuation<Void, any Error>)] = [:]
        var next = 0
    }

    static let start = Timestamp(microseconds: 1_800_000_000_000_000)

    private let flies: Bool
    private let state = Mutex(State(now: start))

    /// - Parameter flies: Whether a wait ends at once and moves the clock to its end.
    init(flies: Bool = false) {
        self.flies = flies
    }

    func now() -> Timestamp {
        state.withLock { $0.now }
    }

    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now + duration
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for ticket in due.keys { state.sleepers[ticket] = nil }
            return due.values.map(\.wake)
        }
        for wake in due { wake.resume() }
    }

    func sleep(until instant: Timestamp) async throws {
        if flies {
            try Task.checkCancellation()
            state.withLock { $0.now = max($0.now, instant) }
            return
        }
        let ticket = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (wake: CheckedContinuation<Void, any Error>) in
                let result = state.withLock { state -> Result<Void, any Error>? in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.now >= instant { return .success(()) }
                    state.sleepers[ticket] = (instant, wake)
                    return nil
                }
                if let result { wake.resume(with: result) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: ticket) }?.wake.resume(throwing: CancellationError())
        }
    }
}
