import OdoriDomain
import OdoriJobs
import OdoriPorts

/// `settle`: recomputes the job from all its runs, and ends it when they all have ended.
struct SettleStep: Sendable {
    let services: PipelineServices
    let job: JobID

    func run(_ payload: TaskPayload) async throws {
        let state = try await services.transactor.read(JobState.self, .init(job))
        let job = state.job
        if state.ledger.closed { try await endRuns(of: job) }
        let now = services.clock.now
        try await services.transactor.update(JobState.self, .init(self.job, runs: job.config.count)) { state in
            guard let check = state.steps.stages[.settle]?.check else { return }
            let before = state.job
            state.job.settle(runs: state.runs, ledger: state.ledger, now: now)
            state.steps.complete(.settle, check: check)
            state.notices = try services.notices.due(from: before, to: state.job, runs: state.runs, now: now)
        }
    }

    /// The runs of a job whose ledger is closed end here: nothing new begins, and what is open at a provider is owed its reconciliation.
    private func endRuns(of job: JobDocument) async throws {
        let now = services.clock.now
        let settings = services.settings
        for slot in 0..<job.config.count {
            let run = RunID(job: job.jobID, slot: Slot(slot))
            guard let document = try await services.store.get([.run(run)]).first, document != nil else { continue }
            let state = try await services.transactor.update(RunState.self, .init(run)) { state in
                if !state.run.status.isEnded { state.cancel(now: now, url: settings.url) }
                return state
            }
            try await services.dispatcher.enqueueOwed(of: .run(run), in: state.engine, graph: state.run.graph)
        }
    }
}
