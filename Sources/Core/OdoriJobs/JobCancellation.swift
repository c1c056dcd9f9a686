package import OdoriDomain
package import OdoriPorts

/// Calls a job off: one commit closes its ledger and sets its status, so that no intent can follow.
package struct JobCancellation: Sendable {
    private let transactor: Transactor
    private let dispatcher: TaskDispatcher
    private let notices: WebhookNotices
    private let orders: OrdersUnderWay

    /// - Parameter notices: what makes the caller's webhook.
    package init(
        store: any DocumentStore, queue: any TaskQueue, clock: any WallClock,
        notices: WebhookNotices = WebhookNotices(links: .none)
    ) {
        self.notices = notices
        transactor = Transactor(store: store, clock: clock)
        dispatcher = TaskDispatcher(queue: queue, clock: clock)
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
            let state = try await close(id, owner: owner, now: transactor.clock.now)
            try await dispatcher.enqueueOwed(of: .job(id), in: state.steps, graph: .job)
            try await dispatcher.enqueue(state.notices)
            let runs = (0..<state.job.config.count).map { RunID(job: id, slot: Slot($0)) }
            return Outcome(job: state.job, inFlight: try await orders.count(of: runs))
        } catch is MissingDocument {
            throw Refusal.unknown
        }
    }

    private func close(_ id: JobID, owner: OwnerID, now: Timestamp) async throws -> JobState {
        let runs = try await transactor.read(JobState.self, .init(id)).job.config.count
        return try await transactor.update(JobState.self, .init(id, runs: runs)) { state in
            let before = state.job
            guard state.job.owner == owner else { throw Refusal.unknown }
            switch state.job.status {
            case .cancelled: break
            case .completed, .failed: throw Refusal.ended(state.job.status)
            case .queued, .running:
                state.job.cancel(now: now)
                state.ledger.closed = true
                state.steps.complete(.begin, check: state.steps.stages[.begin]?.check ?? 0)
                state.steps.requestSettle(now: now)
                state.notices = try notices.due(from: before, to: state.job, runs: state.runs, now: now)
            }
            return state
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
