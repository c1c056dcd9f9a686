package import OdoriDomain
package import OdoriPorts

/// Opens the failed runs of an ended job again, in one commit, under a new generation.
package struct JobRetry: Sendable {
    private let transactor: Transactor
    private let dispatcher: TaskDispatcher

    package init(store: any DocumentStore, queue: any TaskQueue, clock: any WallClock) {
        transactor = Transactor(store: store, clock: clock)
        dispatcher = TaskDispatcher(queue: queue, clock: clock)
    }

    /// Why a job cannot be tried again.
    package enum Refusal: Error, Hashable {
        case unknown
        /// It has not ended, or was cancelled, or none of its runs has failed.
        case nothingToRetry(JobStatus)
    }

    /// - Parameter slot: one run; nil for every failed one.
    @discardableResult
    package func retry(_ id: JobID, slot: Slot? = nil, owner: OwnerID) async throws -> JobDocument {
        do {
            let known = try await transactor.read(JobState.self, .init(id)).job
            let names = try await names(of: known)
            let now = transactor.clock.now
            let state = try await transactor.update(
                RetryState.self, RetryState.ID(job: id, runs: known.config.count, names: names)
            ) { state in
                try Self.reopen(&state, slot: slot, owner: owner, now: now)
                return state
            }
            try await dispatcher.enqueueOwed(of: .job(id), in: state.steps, graph: .job)
            for slot in state.slots {
                try await dispatcher.enqueueOwed(of: .run(slot.run.id), in: slot.engine, graph: slot.run.graph)
            }
            return state.job
        } catch is MissingDocument {
            throw Refusal.unknown
        }
    }

    /// The names that the job's runs had claimed; a failed run's changes no more.
    private func names(of job: JobDocument) async throws -> [Int: String] {
        let runs = try await JobRepository(store: transactor.store).runs(of: job)
        return Dictionary(
            uniqueKeysWithValues: runs.compactMap { run in job.nameKey(of: run).map { (run.slot.number, $0) } })
    }

    private static func reopen(
        _ state: inout RetryState, slot: Slot?, owner: OwnerID, now: Timestamp
    ) throws {
        guard state.job.owner == owner, slot.map({ $0.number < state.job.config.count }) ?? true else {
            throw Refusal.unknown
        }
        let status = state.job.status
        guard status == .failed || status == .completed, !state.isClosed else { throw Refusal.nothingToRetry(status) }
        let failed = state.slots.indices.filter { index in
            let run = state.slots[index].run
            return run.status == .failed && (slot == nil || run.slot == slot)
        }
        let neverBegan = state.slots.isEmpty && slot == nil
        guard neverBegan || !failed.isEmpty else { throw Refusal.nothingToRetry(status) }
        state.orderAgain()
        for index in failed { try state.reopen(index, now: now) }
        state.refreshExpiry(now: now)
        state.job.reopen(runs: state.slots.map(\.run), now: now)
        if neverBegan { state.steps.requestAgain(.begin, now: now) }
    }
}
