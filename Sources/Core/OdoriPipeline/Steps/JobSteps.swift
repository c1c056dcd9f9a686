import OdoriDomain
import OdoriJobs
import OdoriPorts

/// A job's own steps. Neither takes a lease: each is one commit that any number of pushes may try.
struct JobSteps: Sendable {
    let services: PipelineServices
    let job: JobID

    func receive(_ payload: TaskPayload) async throws {
        switch payload.stage {
        case .begin: try await BeginStep(services: services, job: job).run(payload)
        case .settle: try await SettleStep(services: services, job: job).run(payload)
        default: throw UnknownHere("this build knows no step \(payload.stage)")
        }
        try await heal()
    }

    /// Enqueues whatever the job or one of its runs is owed.
    private func heal() async throws {
        let state = try await services.transactor.read(JobState.self, .init(job))
        try await services.dispatcher.enqueueOwed(of: .job(job), in: state.steps, graph: .job)
        for slot in 0..<state.job.config.count where !state.job.status.isEnded {
            let run = RunID(job: job, slot: Slot(slot))
            guard let document = try await services.store.get([.run(run)]).first, document != nil else { continue }
            let state = try await services.transactor.read(RunState.self, .init(run))
            try await services.dispatcher.enqueueOwed(of: .run(run), in: state.engine, graph: state.run.graph)
        }
    }
}
