import OdoriDomain
import OdoriJobs
import OdoriPorts
import Synchronization

/// Shows a job's progress after a checkpoint, at most once a second; `settle` has the last word.
struct ProgressWriter: Sendable {
    let services: PipelineServices

    /// - Parameter job: as read a moment ago.
    func write(_ job: JobDocument) async throws {
        let now = services.clock.now
        guard job.status == .running, job.updatedAt + .seconds(1) <= now, services.looks.begin(at: job.jobID, now: now)
        else { return }
        let id = JobState.ID(job.jobID, runs: job.config.count)
        try await services.transactor.update(JobState.self, id, durability: { _ in .deferred }) { state in
            guard state.job.status == .running, state.job.updatedAt + .seconds(1) <= now else { return }
            let before = state.job.progress
            state.job.progress.advance(to: JobProgress(runs: state.runs, total: state.job.config.count))
            guard state.job.progress != before else { return }
            state.job.updatedAt = now
            state.job.version += 1
        }
    }
}

/// When this worker last looked at each job's progress: to look means to read all its runs, and often nothing has moved.
final class ProgressLooks: Sendable {
    private let last = Mutex(Generations<Timestamp>(size: 128))

    /// Whether a second has passed since; then it counts as looked at.
    func begin(at job: JobID, now: Timestamp) -> Bool {
        last.withLock { last in
            if let before = last.value(at: job.rawValue), now < before + .seconds(1), before <= now { return false }
            last.remember(now, at: job.rawValue)
            return true
        }
    }
}
