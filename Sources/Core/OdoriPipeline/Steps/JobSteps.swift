import OdoriDomain
import OdoriJobs
import OdoriPorts

/// A job's own steps. Neither takes a lease: each is one commit that any number of pushes may try.
struct JobSteps: Sendable {
    let services: PipelineServices
    let job: JobID

    func receive(_ payload: TaskPayload) async throws {
        switch payload.stage {
        case .begin:
            try await BeginStep(services: services, job: job).run(payload)
            try await healRuns()
        case .settle:
            try await SettleStep(services: services, job: job).run(payload)
        default: throw UnknownHere("this build knows no step \(payload.stage)")
        }
        let state = try await services.transactor.read(JobState.self, .init(job))
        try await services.dispatcher.enqueueOwed(of: .job(job), in: state.steps, graph: .job)
        if state.job.config.webhookURL != nil { try await services.outbox.enqueuePending(of: job) }
    }

    /// Enqueues whatever the runs are owed. `settle` need not: it comes whenever a run ends, and what the others are owed was enqueued
    /// by whoever made it due.
    private func healRuns() async throws {
        let job = try await services.transactor.read(JobState.self, .init(job)).job
        guard !job.status.isEnded else { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for slot in 0..<job.config.count {
                group.addTask { try await heal(RunID(job: job.jobID, slot: Slot(slot))) }
            }
            try await group.waitForAll()
        }
    }

    private func heal(_ run: RunID) async throws {
        guard let document = try await services.store.get([.run(run)]).first, document != nil else { return }
        let state = try await services.transactor.read(RunState.self, .init(run))
        try await services.dispatcher.enqueueOwed(of: .run(run), in: state.engine, graph: state.run.graph)
    }
}
