import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// `status` and `jobs`: what there is, and how far it is.
struct JobRoutes: Sendable {
    private let jobs: JobRepository
    private let bodies: JobBodies

    init(services: APIServices, bodies: JobBodies) {
        jobs = JobRepository(store: services.store)
        self.bodies = bodies
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.get("status/:job_id", use: status)
        group.get("jobs", use: list)
        group.refuseOthers("status/:job_id", than: .get)
        group.refuseOthers("jobs", than: .get)
    }

    @Sendable private func status(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let parts = try StatusParts(request)
        guard let job = try await jobs.find(try context.jobID, for: context.owner) else { throw Problem.unknownJob }
        return try Response.json(try await bodies.whole(job, withOperations: parts.hasOperations))
    }

    @Sendable private func list(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let query = try JobsQuery(request, owner: context.owner)
        let page = try await query.page.read { cursor, limit in
            try await jobs.list(query.selection, after: cursor, limit: limit)
        }
        let listed = try await bodies.listed(page.jobs)
        return try Response.json(JobsPage(jobs: listed, nextPageToken: page.cursor))
    }
}

/// `?include=operations`, checked.
private struct StatusParts {
    var hasOperations = false

    init(_ request: Request) throws {
        guard let include = request.given("include") else { return }
        guard include == "operations" else { throw Problem.field("/include", "may name operations only") }
        hasOperations = true
    }
}

extension Problem {
    /// 404 for a job.
    static let unknownJob = Problem.notFound("there is no such job")
}

extension OwnedContext {
    /// The job that the path names.
    var jobID: JobID {
        get throws {
            guard let id = parameters.get("job_id").flatMap(JobID.init) else { throw Problem.unknownJob }
            return id
        }
    }

    /// The run that the path names.
    var runID: RunID {
        get throws {
            guard let text = parameters.get("slot"), let slot = Int(text), (0..<10_000).contains(slot) else {
                throw Problem.notFound("the job has no such character")
            }
            return RunID(job: try jobID, slot: Slot(slot))
        }
    }
}
