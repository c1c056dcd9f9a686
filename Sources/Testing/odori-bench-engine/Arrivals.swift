import Synchronization

/// Counts what arrives, and tells when so much has.
final class Arrivals: Sendable {
    private struct State {
        var count = 0
        var last = ContinuousClock.now
        var waiting: (count: Int, continuation: CheckedContinuation<ContinuousClock.Instant, Never>)?
    }

    private let state = Mutex(State())

    /// Since the last `reset`.
    var count: Int {
        state.withLock { $0.count }
    }

    func reset() {
        state.withLock { $0.count = 0 }
    }

    func note() {
        let now = ContinuousClock.now
        let waiting = state.withLock { state -> CheckedContinuation<ContinuousClock.Instant, Never>? in
            state.count += 1
            state.last = now
            guard let waiting = state.waiting, state.count >= waiting.count else { return nil }
            state.waiting = nil
            return waiting.continuation
        }
        waiting?.resume(returning: now)
    }

    /// Returns once so many have come, with the moment of the last; one caller at a time.
    func reached(_ count: Int) async -> ContinuousClock.Instant {
        await withCheckedContinuation { continuation in
            let reached = state.withLock { state -> ContinuousClock.Instant? in
                if state.count >= count { return state.last }
                state.waiting = (count, continuation)
                return nil
            }
            if let reached { continuation.resume(returning: reached) }
        }
    }
}
