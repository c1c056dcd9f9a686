import Foundation
import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Ends a run one of whose documents cannot be read: recorded, explained, and never tried again. The unreadable text is kept.
struct CorruptRun: Sendable {
    let services: PipelineServices
    let run: RunID

    /// Replaces what cannot be read by the end of the run.
    ///
    /// Answers false when it is another document that cannot be read.
    func end(_ stage: StageID, because reason: OdoriError) async throws -> Bool {
        let now = services.clock.now
        let error = StageError(slot: run.slot, stage: stage, error: reason, at: now)
        let found = try await services.store.get([.run(run), .engine(run)])
        let knownRun = found[0].flatMap { readable($0, as: RunDocument.self) }
        let knownEngine = found[1].flatMap { readable($0, as: EngineDocument.self) }
        guard found.allSatisfy({ $0 != nil }), knownRun == nil || knownEngine == nil else { return false }
        var engine: EngineDocument?
        try await services.transactor.update(JobState.self, .init(run.job)) { state in
            let after = ended(knownEngine, state.job, because: error)
            let view = failed(knownRun, after, state.job, at: now)
            engine = after
            if knownEngine == nil { settleUnknown(&state) }
            state.steps.requestSettle(now: now)
            state.created = [
                try replace(found[0], at: .run(run), by: view), try replace(found[1], at: .engine(run), by: after),
            ]
            if knownRun == nil, let text = found[0] { state.created.append(try KeptText(text, now: now).write()) }
            if knownEngine == nil, let text = found[1] { state.created.append(try KeptText(text, now: now).write()) }
        }
        services.logger.error("a run was ended: \(reason)", metadata: ["run": "\(run)", "stage": "\(stage)"])
        let steps = try await services.transactor.read(JobState.self, .init(run.job)).steps
        try await services.dispatcher.enqueueOwed(of: .job(run.job), in: steps, graph: .job)
        guard let engine else { return true }
        try await services.dispatcher.enqueueOwed(of: .run(run), in: engine, graph: .build(.init()))
        return true
    }

    /// Operations that nobody can name any more are paid for at their worst price.
    private func settleUnknown(_ state: inout JobState) {
        for stage in StageGraph.build(state.job.config.options).nodes.map(\.id) {
            for generation in 0...(state.job.generation + EngineDocument.reopenLimit) {
                let key = OperationKey(run: run, stage: stage, generation: generation)
                guard let line = state.ledger[key] else { continue }
                state.ledger.settle(line.reserved, for: key)
            }
        }
    }

    private func readable<Body: Codable & Equatable & Sendable>(_ document: Document, as type: Body.Type) -> Body? {
        do {
            return try Tracked<Body>(document).value
        } catch {
            services.logger.error("unreadable", metadata: ["document": "\(document.key)", "error": "\(error)"])
            return nil
        }
    }

    /// Everything called off but the stage that failed of it; what is known to be open at a provider is still owed its reconciliation.
    private func ended(_ known: EngineDocument?, _ job: JobDocument, because error: StageError) -> EngineDocument {
        var engine = known ?? EngineDocument(graph: .build(job.config.options), now: error.at)
        engine.failing = true
        engine.expiresAt = error.at.endOfRetention
        engine.cancelAll(now: error.at)
        engine.update(error.stage) { record in
            record.status = .failed
            record.error = error
        }
        return engine
    }

    private func failed(
        _ known: RunDocument?, _ engine: EngineDocument, _ job: JobDocument, at now: Timestamp
    ) -> RunDocument {
        var view =
            known
            ?? RunDocument(
                run: run, owner: job.owner, references: [], graph: .build(job.config.options), createdAt: job.createdAt,
                now: now)
        view.reflect(engine, now: now, url: services.settings.url)
        view.status = .failed
        view.completedAt = now
        view.expiresAt = now.endOfRetention
        view.updatedAt = now
        return view
    }

    private func replace(
        _ document: Document?, at key: DocumentKey, by value: some Codable & Sendable
    ) throws -> DocumentWrite {
        try .put(value, at: key, if: document.map { .version($0.version) } ?? .absent)
    }
}
