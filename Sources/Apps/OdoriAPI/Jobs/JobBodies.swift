import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Makes what clients see of jobs.
struct JobBodies: Sendable {
    private let jobs: JobRepository
    private let pace: PaceHistory
    private let links: MediaLinks
    private let clock: any WallClock

    init(services: APIServices, pace: PaceHistory) {
        jobs = JobRepository(store: services.store)
        links = services.links
        clock = services.clock
        self.pace = pace
    }

    /// Everything about one job.
    ///
    /// - Parameter known: its runs, where they were just read.
    func whole(
        _ job: JobDocument, runs known: [RunDocument]? = nil, withOperations: Bool = false
    ) async throws -> JobBody {
        let runs = if let known { known } else { try await jobs.runs(of: job) }
        let books = try await jobs.books(of: job)
        var body = try await body(job, runs: runs)
        body.characters = CharacterBody.all(of: job, runs: runs, books: books, links)
        body.operations = withOperations ? books.operations.map(OperationBody.init) : nil
        return body
    }

    /// Without what only the runs tell; a running one's end is told from its own progress.
    func listed(_ jobs: [JobDocument]) async throws -> [JobBody] {
        var bodies: [JobBody] = []
        for job in jobs {
            bodies.append(try await body(job, runs: job.status == .queued ? [] : nil))
        }
        return bodies
    }

    private func body(_ job: JobDocument, runs: [RunDocument]?) async throws -> JobBody {
        let end = job.status.isEnded ? nil : try await end(of: job, runs: runs)
        return JobBody(job, links: links, estimatedCompletion: end)
    }

    /// By the stages that are left, where any were measured; else as the job itself went so far.
    private func end(of job: JobDocument, runs: [RunDocument]?) async throws -> Timestamp? {
        let now = clock.now
        let graph = StageGraph.build(job.config.options)
        if let runs,
            let seconds = try await pace.current().remaining(
                count: job.config.count,
                runs: runs,
                graph: graph,
                now: now
            )
        {
            return now + .milliseconds(Int64(max(1, seconds) * 1000))
        }
        return job.extrapolatedEnd(now: now)
    }
}
