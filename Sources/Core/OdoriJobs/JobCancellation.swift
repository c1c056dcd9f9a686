package import OdoriDomain
package import OdoriPorts

/// Calls a job off: one commit closes its ledger and sets its status, so that no intent can follow.
package struct JobCancellation: Sendable {
    private let transactor: Transactor
    private let dispatcher: TaskDispatcher
    private let notices: WebhookNotices
    /// How long an answer waits for requests that are just being written.
    private static let patience = Duration.milliseconds(800)
    private static let pause = Duration.milliseconds(50)

    /// - Parameter notices: what makes the caller's webhook.
    package init(
        store: any DocumentStore, queue: any TaskQueue, clock: any WallClock,
        notices: WebhookNotices = WebhookNotices(links: .none)
    ) {
        self.notices = notices
        transactor = Transactor(store: store, clock: clock)
        dispatcher = TaskDispatcher(queue: queue)
    }

    /// Why a job cannot be cancelled.
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
            return Outcome(job: state.job, inFlight: try await inFlight(state.job))
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

    /// Counts the orders whose request may still be written, until there is none or patience ends.
    private func inFlight(_ job: JobDocument) async throws -> Int {
        let clock = transactor.clock
        let deadline = clock.now + Self.patience
        while true {
            let count = try await submitting(job, now: clock.now)
            if count == 0 || clock.now + Self.pause > deadline { return count }
            try await clock.sleep(for: Self.pause)
        }
    }

    private func submitting(_ job: JobDocument, now: Timestamp) async throws -> Int {
        let keys = (0..<job.config.count).map { DocumentKey.engine(RunID(job: job.jobID, slot: Slot($0))) }
        return try await transactor.store.get(keys).compactMap(\.self).reduce(0) { sum, document in
            let engine = try Tracked<EngineDocument>(document).value
            return sum + engine.stages.values.count { $0.operation?.mayBeWritten(at: now) == true }
        }
    }
}

extension Operation {
    fileprivate func mayBeWritten(at now: Timestamp) -> Bool {
        state == .submitting && submitBy >= now
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
