package import OdoriDomain
package import OdoriPorts

/// Calls one character of a job off; its siblings go on.
///
/// One commit closes the job's ledger to the run and ends the run. An intent is a commit on the same documents, so each of the
/// run's intents is strictly before it, and then reconciled, or not committed at all.
package struct RunCancellation: Sendable {
    private let transactor: Transactor
    private let dispatcher: TaskDispatcher
    private let orders: OrdersUnderWay
    private let url: @Sendable (ObjectName) -> String
    private static let tries = 10

    /// - Parameter url: the public form of a stored object's name.
    package init(
        store: any DocumentStore, queue: any TaskQueue, clock: any WallClock,
        url: @escaping @Sendable (ObjectName) -> String
    ) {
        transactor = Transactor(store: store, clock: clock)
        dispatcher = TaskDispatcher(queue: queue, clock: clock)
        orders = OrdersUnderWay(store: store, clock: clock)
        self.url = url
    }

    /// Cancelling twice is no error, and neither is cancelling a run of a cancelled job.
    ///
    /// - Throws: `JobCancellation.Refusal` when there is no such run of this owner's, or it has completed or failed.
    @discardableResult
    package func cancel(_ id: RunID, owner: OwnerID) async throws -> JobCancellation.Outcome {
        let job = try await close(id, owner: owner)
        return JobCancellation.Outcome(job: job, inFlight: try await orders.count(of: [id]))
    }

    private func close(_ id: RunID, owner: OwnerID) async throws -> JobDocument {
        for _ in 0..<Self.tries {
            // A job that begins between the two, or is opened again, is looked at again.
            if let job = try await closeBeforeBegin(id, owner: owner) { return job }
            if let job = try await end(id, owner: owner) { return job }
            try await transactor.clock.pause(upTo: .milliseconds(20))
        }
        throw OdoriError(.storeUnavailable, "the run's documents are not there", .transient)
    }

    /// Notes in the ledger that `begin` is not to begin this run; nil when the run's own documents decide.
    private func closeBeforeBegin(_ id: RunID, owner: OwnerID) async throws -> JobDocument? {
        let now = transactor.clock.now
        do {
            return try await transactor.update(JobState.self, .init(id.job)) { state in
                guard state.job.owner == owner, id.slot.number < state.job.config.count else {
                    throw JobCancellation.Refusal.unknown
                }
                switch state.job.status {
                case .running: return nil
                case .cancelled: return state.job
                case .completed, .failed:
                    guard state.ledger.isClosed(to: id.slot) else {
                        throw JobCancellation.Refusal.ended(state.job.status)
                    }
                    return nil
                case .queued:
                    guard !state.ledger.isClosed(to: id.slot) else { return state.job }
                    state.ledger.close(id.slot)
                    // Writing the job too keeps this apart from `begin`, which does not write the ledger.
                    state.job.updatedAt = now
                    state.job.version += 1
                    return state.job
                }
            }
        } catch is MissingDocument {
            throw JobCancellation.Refusal.unknown
        }
    }

    /// Ends a run that has begun; nil when its documents are not there yet.
    private func end(_ id: RunID, owner: OwnerID) async throws -> JobDocument? {
        let now = transactor.clock.now
        do {
            let state = try await transactor.update(RunState.self, .init(id)) { state in
                if state.run.status.isEnded {
                    guard state.run.status == .cancelled else {
                        throw JobCancellation.Refusal.ended(state.run.status)
                    }
                } else {
                    state.ledger.close(id.slot)
                    state.cancel(now: now, url: url)
                }
                return state
            }
            try await dispatcher.enqueueOwed(of: .job(id.job), in: state.steps, graph: .job)
            try await dispatcher.enqueueOwed(of: .run(id), in: state.engine, graph: state.run.graph)
            return state.job
        } catch is MissingDocument {
            return nil
        }
    }
}
