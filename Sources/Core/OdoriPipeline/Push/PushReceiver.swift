package import Foundation
import Logging
package import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Stands in for the work of a run's stage; everything around it is real: lease, heartbeat, checkpoint, next pushes.
package typealias StageRehearsal = @Sendable (RunID, StageID) async throws -> StageOutcome

/// The worker's way in: one push = one stage of one run, or one step of a job or reference.
package struct PushReceiver: Sendable {
    let services: PipelineServices
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
        let push = HandedOnPush(reading: body) ?? HandedOnPush(first: body, now: services.clock.now)
        do {
            try await deliver(try TaskPayload(reading: push.body))
        } catch TaskPayload.Unreadable.noPayload(let reason) {
            let size = "\(body.count)"
            services.logger.error("a push held no payload", metadata: ["reason": "\(reason)", "bytes": "\(size)"])
        } catch TaskPayload.Unreadable.newerVersion(let version) {
            try await handOn(push, "a payload of version \(version)")
        } catch let unknown as UnknownHere {
            try await handOn(push, unknown.message)
        } catch let newer as NewerFormat {
            try await handOn(push, "\(newer.key) is of a newer format")
        } catch let missing as MissingDocument {
            services.logger.warning(
                "a push for documents that do not exist", metadata: ["document": "\(missing.key)"])
        }
    }

    /// Leaves a push to a newer build, until none came for too long.
    private func handOn(_ push: HandedOnPush, _ what: String) async throws {
        guard let next = try push.next(now: services.clock.now) else {
            let error = OdoriError(.unsupportedVersion, "\(what), and no build that knows it came")
            services.logger.error("a push was given up", metadata: ["error": "\(error)"])
            return
        }
        services.logger.notice("a push was handed on to a newer build", metadata: ["reason": "\(what)"])
        try await services.queue.enqueue(next)
    }

    /// Whatever is told from here on is told of this stage.
    private func deliver(_ payload: TaskPayload) async throws {
        let context = WorkContext.current.with { context in
            context.subject = payload.subject
            context.stage = payload.stage
            // A sweep knows nothing of whose request it repeats.
            context.trace = context.trace ?? payload.subject.job.flatMap { TraceParent(of: $0) }
        }
        try await WorkContext.$current.withValue(context) { try await deliverInContext(payload) }
    }

    private func deliverInContext(_ payload: TaskPayload) async throws {
        do {
            try await route(payload)
        } catch let error as OdoriError where error.code == .documentCorrupt {
            services.logger.error("a push met a document that cannot be read", metadata: ["error": "\(error)"])
            try await UnreadableDocument(services: services).end(payload.subject, at: payload.stage, because: error)
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

    /// `POST /tasks/webhook`: tries to deliver one event.
    ///
    /// - Throws: when a commit or an enqueue failed, so that the push comes again.
    package func webhook(_ body: Data) async throws {
        try await WebhookDelivery(services: services).receive(body)
    }

    /// `POST /tasks/callback`: looks earlier at an operation of which its provider has told something.
    ///
    /// - Throws: when a commit or an enqueue failed, so that the push comes again.
    package func callback(_ body: Data) async throws {
        try await CallbackReceipt(services: services).receive(body)
    }

    /// `POST /tasks/sweep`: brings back whatever fell through, and enqueues the next sweep.
    package func sweep(_ body: Data) async throws {
        try await Sweep(services: services).run(body)
    }

    /// Begins the chain of sweeps; beginning it at every worker is no error.
    package func seed() async throws {
        try await Sweep(services: services).enqueueNext()
    }
}
