import Synchronization

/// A value that becomes known once; whoever asks before waits for it.
final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case open(waiters: [Int: CheckedContinuation<Value, any Error>], next: Int)
        case settled(Result<Value, any Error>)
    }

    private let state = Mutex(State.open(waiters: [:], next: 0))

    /// Makes the result known; only the first call counts.
    func settle(_ result: Result<Value, any Error>) {
        let waiters = state.withLock { state -> [Int: CheckedContinuation<Value, any Error>] in
            guard case .open(let waiters, _) = state else { return [:] }
            state = .settled(result)
            return waiters
        }
        for waiter in waiters.values { waiter.resume(with: result) }
    }

    /// The value, once it is known; throws what it failed with, or `CancellationError`.
    var value: Value {
        get async throws {
            let ticket = state.withLock { state -> Int in
                guard case .open(let waiters, let next) = state else { return 0 }
                state = .open(waiters: waiters, next: next + 1)
                return next
            }
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { wait(with: $0, ticket: ticket) }
            } onCancel: {
                abandon(ticket)
            }
        }
    }

    private func wait(with continuation: CheckedContinuation<Value, any Error>, ticket: Int) {
        let result = state.withLock { state -> Result<Value, any Error>? in
            switch state {
            case .settled(let result): return result
            case .open(var waiters, let next):
                if Task.isCancelled { return .failure(CancellationError()) }
                waiters[ticket] = continuation
                state = .open(waiters: waiters, next: next)
                return nil
            }
        }
        if let result { continuation.resume(with: result) }
    }

    private func abandon(_ ticket: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            guard case .open(var waiters, let next) = state else { return nil }
            let waiter = waiters.removeValue(forKey: ticket)
            state = .open(waiters: waiters, next: next)
            return waiter
        }
        waiter?.resume(throwing: CancellationError())
    }
}
