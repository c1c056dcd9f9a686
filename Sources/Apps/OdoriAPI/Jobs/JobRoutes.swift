import HTTPTypes
import Logging
import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriJobs
import OdoriPorts

/// The plan's routes: run, status, jobs, cancel.
struct JobRoutes: Sendable {
    private let services: APIServices
    private let acceptance: JobAcceptance
    private let cancellation: JobCancellation
    private let jobs: JobRepository

    init(services: APIServices) {
        self.services = services
        acceptance = JobAcceptance(
            store: services.store,
            queue: services.queue,
            clock: services.clock,
            identifiers: services.identifiers,
            tariffs: services.settings.tariffs
        )
        cancellation = JobCancellation(
            store: services.store, queue: services.queue, clock: services.clock, notices: services.notices)
        jobs = JobRepository(store: services.store)
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.post("run", use: run)
        group.get("status/:job_id", use: status)
        group.get("jobs", use: list)
        group.post("cancel/:job_id", use: cancel)
        group.refuseOthers("run", than: .post)
        group.refuseOthers("status/:job_id", than: .get)
        group.refuseOthers("jobs", than: .get)
        group.refuseOthers("cancel/:job_id", than: .post)
    }

    @Sendable private func run(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let config = try JobConfig(
            reading: try await request.json(), maxCount: services.settings.maxCount, egress: services.settings.egress)
        let job = try await acceptance.accept(config, owner: context.owner)
        context.logger.info("a job was accepted", metadata: ["job": "\(job.jobID)", "count": "\(config.count)"])
        var response = try Response.json(RunAnswer(jobID: job.jobID, status: job.status), status: .accepted)
        response.headers[.location] = "/api/v1/pipeline/status/\(job.jobID)"
        return response
    }

    @Sendable private func status(_ request: Request, _ context: OwnedContext) async throws -> Response {
        guard let job = try await jobs.find(try Self.jobID(context), for: context.owner) else { throw Self.unknown }
        return try Response.json(body(job, runs: try await jobs.runs(of: job)))
    }

    @Sendable private func list(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let query = try JobsQuery(request)
        let page = try await query.page(of: jobs, for: context.owner)
        let bodies = page.jobs.map { body($0, runs: nil) }
        return try Response.json(JobsPage(jobs: bodies, nextPageToken: page.cursor))
    }

    @Sendable private func cancel(_ request: Request, _ context: OwnedContext) async throws -> Response {
        do {
            let outcome = try await cancellation.cancel(try Self.jobID(context), owner: context.owner)
            context.logger.info("a job was cancelled", metadata: ["job": "\(outcome.job.jobID)"])
            return try Response.json(CancelAnswer(outcome))
        } catch JobCancellation.Refusal.unknown {
            throw Self.unknown
        } catch JobCancellation.Refusal.ended(let status) {
            throw Problem(.conflict, "the job is \(status.rawValue) and cannot be cancelled any more")
        }
    }

    private static let unknown = Problem.notFound("there is no such job")

    private static func jobID(_ context: OwnedContext) throws -> JobID {
        guard let id = context.parameters.get("job_id").flatMap(JobID.init) else { throw unknown }
        return id
    }

    private func body(_ job: JobDocument, runs: [RunDocument]?) -> JobBody {
        JobBody(job, runs: runs, links: services.links, now: services.clock.now)
    }
}
