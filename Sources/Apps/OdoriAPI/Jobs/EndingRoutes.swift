import Hummingbird
import Logging
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// `cancel` and `retry`, of a job or of one character.
struct EndingRoutes: Sendable {
    private let jobs: JobCancellation
    private let runs: RunCancellation
    private let retrying: JobRetry

    init(services: APIServices) {
        let links = services.links
        jobs = JobCancellation(
            store: services.store, queue: services.queue, clock: services.clock, notices: services.notices)
        runs = RunCancellation(store: services.store, queue: services.queue, clock: services.clock) {
            links.url(of: $0)
        }
        retrying = JobRetry(store: services.store, queue: services.queue, clock: services.clock)
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.post("cancel/:job_id", use: cancel)
        group.post("cancel/:job_id/:slot", use: cancelRun)
        group.post("retry/:job_id", use: retry)
        group.post("retry/:job_id/:slot", use: retryRun)
        for path: RouterPath in ["cancel/:job_id", "cancel/:job_id/:slot", "retry/:job_id", "retry/:job_id/:slot"] {
            group.refuseOthers(path, than: .post)
        }
    }

    @Sendable private func cancel(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let id = try context.jobID
        let outcome = try await Self.mapped { try await jobs.cancel(id, owner: context.owner) }
        context.logger.info("a job was cancelled", metadata: ["job": "\(id)"])
        return try Response.json(CancelAnswer(outcome))
    }

    @Sendable private func cancelRun(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let id = try context.runID
        let outcome = try await Self.mapped { try await runs.cancel(id, owner: context.owner) }
        context.logger.info("a character was cancelled", metadata: ["job": "\(id.job)", "slot": "\(id.slot.number)"])
        return try Response.json(CancelAnswer(outcome, slot: id.slot))
    }

    private static func mapped(
        _ cancel: () async throws -> JobCancellation.Outcome
    ) async throws -> JobCancellation.Outcome {
        do {
            return try await cancel()
        } catch JobCancellation.Refusal.unknown {
            throw Problem.unknownJob
        } catch JobCancellation.Refusal.ended(let status) {
            throw Problem(.conflict, "it is \(status.rawValue) and cannot be cancelled any more", code: "has_ended")
        }
    }

    @Sendable private func retry(_ request: Request, _ context: OwnedContext) async throws -> Response {
        try await retry(try context.jobID, slot: nil, context)
    }

    @Sendable private func retryRun(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let id = try context.runID
        return try await retry(id.job, slot: id.slot, context)
    }

    private func retry(_ id: JobID, slot: Slot?, _ context: OwnedContext) async throws -> Response {
        do {
            let job = try await retrying.retry(id, slot: slot, owner: context.owner)
            context.logger.info("a job is tried again", metadata: ["job": "\(id)", "generation": "\(job.generation)"])
            var response = try Response.json(RetryAnswer(job, slot: slot), status: .accepted)
            response.headers[.location] = "\(JobLinks.base)/status/\(id)"
            return response
        } catch JobRetry.Refusal.unknown {
            throw Problem.unknownJob
        } catch JobRetry.Refusal.nothingToRetry(let status) {
            throw Problem(
                .conflict,
                "the job is \(status.rawValue), and nothing of what was asked for has failed",
                code: "nothing_to_retry"
            )
        }
    }
}
