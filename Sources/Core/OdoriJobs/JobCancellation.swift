package import OdoriDomain
package import OdoriPorts

/// Calls a job off: one commit closes its ledger and sets its status, so that no intent can follow.
package struct JobCancellation: Sendable {
    private let transactor: Transactor
    private let dispatcher: TaskDispatcher
    private let orders: OrdersUnderWay

    package init(store: any DocumentStore, queue: any TaskQueue, clock: any WallClock) {
        transactor = Transactor(store: store, clock: clock)
        dispatcher = TaskDispatcher(queue: queue)
        orders = OrdersUnderWay(store: store, clock: clock)
    }

    /// Why a job, or one run of it, cannot be cancelled.
    package enum Refusal: Error, Hashable {
        case unknown
        /// It has completed or failed.
        case ended(JobStatus)
    }

    /// A job that was called off.
    package struct Outcome: Sendable {
        package var job: JobDocument
        /// Orders that were recorded before the cancel and may still arrive at a provider; they are found and settled later.
        package var inFlight: Int
    }

    /// Cancelling twice is no error. The runs are ended by `settle`, which this commit asks for.
    @discardableResult
    package func cancel(_ id: JobID, owner: OwnerID) async throws -> Outcome {
        do {
            let (job, steps) = try await close(id, owner: owner, now: transactor.clock.now)
            try await dispatcher.enqueueOwed(of: .job(id), in: steps, graph: .job)
            let runs = (0..<job.config.count).map { RunID(job: id, slot: Slot($0)) }
            return Outcome(job: job, inFlight: try await orders.count(of: runs))
        } catch is MissingDocument {
            throw Refusal.unknown
        }
    }

    private func close(_ id: JobID, owner: OwnerID, now: Timestamp) async throws -> (JobDocument, EngineDocument) {
        try await transactor.update(JobState.self, .init(id)) { state in
            guard state.job.owner == owner else { throw Refusal.unknown }
            switch state.job.status {
            case .cancelled: break
            case .completed, .failed: throw Refusal.ended(state.job.status)
            case .queued, .running:
                state.job.cancel(now: now)
                state.ledger.closed = true
                state.steps.complete(.begin, check: state.steps.stages[.begin]?.check ?? 0)
                state.steps.requestSettle(now: now)
            }
            return (state.job, state.steps)
        }
    }
}

extension JobDocument {
    fileprivate mutating func cancel(now: Timestamp) {
        status = .cancelled
        completedAt = now
        updatedAt = now
        version += 1
    }
}
