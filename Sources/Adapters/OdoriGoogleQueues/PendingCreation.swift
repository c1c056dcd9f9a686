import Synchronization

/// The creation of a task that is to be sent, and who waits for its answer.
final class PendingCreation: Sendable {
    typealias Answer = QueueServiceClient.Answer

    private enum State {
        case open
        case awaited(CheckedContinuation<Answer, any Error>)
        case settled(Result<Answer, any Error>)
    }

    let creation: CloudTasksWire.CreateTask
    private let state = Mutex(State.open)

    init(_ creation: CloudTasksWire.CreateTask) {
        self.creation = creation
    }

    /// Only the first call counts.
    func settle(_ result: Result<Answer, any Error>) {
        let waiter = state.withLock { state -> CheckedContinuation<Answer, any Error>? in
            if case .settled = state { return nil }
            defer { state = .settled(result) }
            guard case .awaited(let waiter) = state else { return nil }
            return waiter
        }
        waiter?.resume(with: result)
    }

    /// What the server says of it. To be asked for once. Whoever is cancelled waits no longer, and the task may yet be created.
    ///
    /// - Throws: as `QueueServiceClient.send`; `CancellationError`.
    var answer: Answer {
        get async throws {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { waiter in
                    let result = state.withLock { state -> Result<Answer, any Error>? in
                        if case .settled(let result) = state { return result }
                        state = .awaited(waiter)
                        return nil
                    }
                    if let result { waiter.resume(with: result) }
                }
            } onCancel: {
                settle(.failure(CancellationError()))
            }
        }
    }
}
