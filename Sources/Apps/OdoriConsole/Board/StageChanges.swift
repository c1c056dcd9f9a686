package import OdoriDomain

/// Tells a job's story in plain lines, one for each change of a stage: for logs and pipes.
package struct StageChanges: Sendable {
    private var jobStatus: JobStatus?
    private var stages: [Int: [StageID: StageStatus]] = [:]

    package init() {}

    /// What changed since the last state; a repeated state says nothing.
    package mutating func lines(for job: JobAnswer, now: Timestamp) -> [String] {
        let elapsed = ElapsedText.of((job.completedAt ?? now).duration(since: job.createdAt))
        var lines: [String] = []
        for run in job.characters {
            for (id, stage) in run.orderedStages {
                guard let word = word(for: stage, before: stages[run.slot]?[id]) else { continue }
                lines.append("\(elapsed)  \(run.title)  \(id) \(word)\(Self.took(stage))")
            }
            stages[run.slot] = run.stages.mapValues(\.status)
        }
        if job.status != jobStatus {
            jobStatus = job.status
            lines.append("\(elapsed)  job \(job.jobID) \(job.status.rawValue) (\(job.progress.percentComplete)%)")
        }
        return lines
    }

    /// What to say about a stage: waiting for a provider and running a check on it are one thing to a reader.
    private func word(for stage: StageAnswer, before: StageStatus?) -> String? {
        switch stage.status {
        case .blocked, .ready: return nil
        case .running, .waiting:
            return before == .running || before == .waiting ? nil : "begins"
        case .completed, .skipped, .failed, .cancelled:
            return before == stage.status ? nil : stage.status.rawValue
        }
    }

    private static func took(_ stage: StageAnswer) -> String {
        guard let start = stage.startedAt, let end = stage.completedAt, stage.status == .completed else { return "" }
        return " in \(ElapsedText.of(end.duration(since: start)))"
    }
}
