import OdoriDomain
import OdoriJobs
import OdoriPorts

/// `begin`: chooses the references, creates the runs with their pinned graph, sets the job running.
struct BeginStep: Sendable {
    let services: PipelineServices
    let job: JobID

    func run(_ payload: TaskPayload) async throws {
        let chosen = try await choose(payload)
        let now = services.clock.now
        try await services.transactor.update(JobState.self, .init(job)) { state in
            guard let record = state.steps.stages[.begin], state.job.status == .queued,
                record.decide(generation: payload.generation, check: payload.check, now: now) == .work
            else { return }
            if chosen.isEarly {
                // Nothing is paid for before it is known whether the videos can be danced to.
                state.steps.update(.begin) { $0.wait(until: now + .seconds(1)) }
                return
            }
            if let rejection = chosen.rejection {
                let before = state.job
                state.job.fail(StageError(slot: nil, stage: .begin, error: rejection, at: now))
                state.notices = try services.notices.due(from: before, to: state.job, runs: nil, now: now)
            } else {
                for slot in (0..<state.job.config.count).map(Slot.init) {
                    let isClosed = state.ledger.isClosed(to: slot)
                    if isClosed { state.steps.requestSettle(now: now) }
                    state.created += try Self.run(
                        slot, of: state.job, on: chosen.ids, isClosed: isClosed, now: now, services)
                }
                state.job.begin(now: now)
            }
            state.steps.complete(.begin, check: payload.check)
        }
    }

    /// The references that will be danced to, and why not; `isEarly` while one from outside is still being taken in.
    private struct Choice {
        var ids: [ReferenceID]
        var rejection: OdoriError?
        var isEarly = false
    }

    private func choose(_ payload: TaskPayload) async throws -> Choice {
        let state = try await services.transactor.read(JobState.self, .init(job))
        if let earliness = state.steps.stages[.begin]?.earliness(of: payload, at: services.clock.now) {
            try await services.wait(earliness)
        }
        let job = state.job
        let ids = ReferencePicker.pick(
            job: job.jobID, requested: job.requestedReferences, catalogue: job.catalogue)
        var choice = Choice(ids: ids)
        for document in try await services.store.get(ids.map { .reference($0) }) {
            let reference = try document.map { try Tracked<ReferenceDocument>($0).value }
            switch reference?.status {
            case nil, .deleting:
                choice.rejection = OdoriError(.referenceRejected, "a chosen reference was deleted")
            case .rejected:
                let reason = reference?.reason ?? "no reason was recorded"
                let name = reference?.id.rawValue ?? ""
                choice.rejection = OdoriError(.referenceRejected, "reference \(name) was rejected: \(reason)")
            case .ingesting: choice.isEarly = choice.isEarly || reference?.source.isForeign == true
            case .ready: continue
            }
        }
        if choice.rejection != nil { choice.isEarly = false }
        return choice
    }

    private static func run(
        _ slot: Slot, of job: JobDocument, on references: [ReferenceID], isClosed: Bool, now: Timestamp,
        _ services: PipelineServices
    ) throws -> [DocumentWrite] {
        let settings = services.settings
        let id = RunID(job: job.jobID, slot: slot)
        let graph = services.edition.graph(job.config.options)
        var engine = EngineDocument(graph: graph, now: now)
        var run = RunDocument(
            run: id, owner: job.owner, references: references, graph: graph, createdAt: job.createdAt, now: now)
        if isClosed {
            engine.cancelAll(now: now)
            run.cancel(engine, now: now, url: settings.url)
            run.expiresAt = now.endOfRetention
            engine.expiresAt = now.endOfRetention
        } else {
            run.reflect(engine, now: now, url: settings.url)
        }
        return [
            try .put(run, at: .run(id), if: .absent),
            try .put(engine, at: .engine(id), if: .absent),
        ]
    }
}

extension JobDocument {
    fileprivate mutating func begin(now: Timestamp) {
        status = .running
        startedAt = now
        progress.currentStage = .characterGeneration
        touch(now)
    }

    private mutating func touch(_ now: Timestamp) {
        updatedAt = now
        version += 1
    }
}
