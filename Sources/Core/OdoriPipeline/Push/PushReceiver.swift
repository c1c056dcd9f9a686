package import Foundation
import Logging
package import OdoriDomain
import OdoriJobs

/// Stands in for the work of a run's stage; everything around it is real: lease, heartbeat, checkpoint, next pushes.
package typealias StageRehearsal = @Sendable (RunID, StageID) async throws -> StageOutcome

/// The worker's way in: one push = one stage of one run, or one step of a job or reference.
package struct PushReceiver: Sendable {
    private let services: PipelineServices
    private let rehearsal: StageRehearsal?

    /// - Parameter rehearsal: stands in for what runs' stages do, where the engine alone is measured.
    package init(_ services: PipelineServices, rehearsal: StageRehearsal? = nil) {
        self.services = services
        self.rehearsal = rehearsal
    }

    /// Handles one push. Bytes that are no payload are recorded and acknowledged: no later push could read them either.
    ///
    /// - Throws: when a commit or an enqueue failed, so that the push comes again.
    package func receive(_ body: Data) async throws {
        let payload: TaskPayload
        do {
            payload = try TaskPayload(reading: body)
        } catch .noPayload(let reason) {
            let size = "\(body.count)"
            services.logger.error("a push held no payload", metadata: ["reason": "\(reason)", "bytes": "\(size)"])
            return
        }
        do {
            try await route(payload)
        } catch let missing as MissingDocument {
            services.logger.warning(
                "a push for documents that do not exist", metadata: ["document": "\(missing.key)"])
        }
    }

    private func route(_ payload: TaskPayload) async throws {
        switch payload.subject {
        case .run(let run):
            try await RunStages(services: services, run: run, rehearsal: rehearsal).receive(payload)
        case .job(let job): try await JobSteps(services: services, job: job).receive(payload)
        case .reference(let id): try await ReferenceSteps(services: services, reference: id).receive(payload)
        }
    }

    /// `POST /tasks/sweep`: brings back whatever fell through, and enqueues the next sweep.
    package func sweep(_ body: Data) async throws {
        try await Sweep(services: services).run()
    }

    /// Begins the chain of sweeps; beginning it at every worker is no error.
    package func seed() async throws {
        try await Sweep(services: services).enqueueNext()
    }
}
