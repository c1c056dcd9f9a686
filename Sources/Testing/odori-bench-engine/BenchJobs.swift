import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Accepts jobs as the API does, and sees them end.
struct BenchJobs: Sendable {
    let acceptance: JobAcceptance
    let repository: JobRepository
    let clock: any WallClock
    let times: StageTimes
    private static let patience = Duration.seconds(120)

    /// A job that did not end, or not well.
    struct Stuck: Error {
        var job: JobDocument
    }

    /// Returns once the job is completed.
    func runToEnd(characters: Int) async throws {
        let job = try await acceptance.accept(JobConfig(count: characters), owner: .local)
        try await times.published(job.jobID, runs: characters)
        let limit = clock.now + Self.patience
        while true {
            let now = try await repository.find(job.jobID, for: .local) ?? job
            if now.status == .completed { return }
            guard !now.status.isEnded, clock.now < limit else { throw Stuck(job: now) }
            try await clock.sleep(for: .milliseconds(5))
        }
    }
}
