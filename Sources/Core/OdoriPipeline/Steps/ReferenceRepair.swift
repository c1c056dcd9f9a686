import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Takes a reference in once more because its normalised files are gone.
struct ReferenceRepair: Sendable {
    let services: PipelineServices

    /// - Throws: `reason` when that was tried too often.
    func reopen(_ id: ReferenceID, because reason: OdoriError) async throws {
        let now = services.clock.now
        let settings = services.settings
        let engine = try await services.transactor.update(ReferenceState.self, id) { state -> EngineDocument in
            guard state.engine.reopen(.ingest, now: now) else { throw reason }
            state.reflect(now: now, settings: settings)
            return state.engine
        }
        services.logger.warning("a reference's files are gone", metadata: ["reference": "\(id)"])
        try await services.dispatcher.enqueueOwed(of: .reference(id), in: engine, graph: .reference)
    }
}
