import OdoriDomain
import OdoriJobs

/// Compares what is left with what the engine promises: one rule after the other.
struct FinalPromises {
    let cast: Cast
    let end: End
    /// The results of the same order when nothing goes wrong, by slot.
    let clean: [End.Result]

    func judge() {
        everyJobEnds()
        PaidOnce(cast: cast, end: end).judge()
        Books(cast: cast, end: end).judge()
        Failures(cast: cast, end: end).judge()
        sameAsClean()
        verified()
        nothingLeft()
    }

    func broken(_ promise: Promise, _ what: @autoclosure () -> String) {
        cast.chronicle.violation(promise, what())
    }

    private func everyJobEnds() {
        if end.jobs.isEmpty { broken(.everyJobEnds, "the accepted job is nowhere") }
        for job in end.jobs where !job.status.isEnded {
            broken(.everyJobEnds, "the job is \(job.status) at \(job.progress.percentComplete) percent")
        }
        for job in end.jobs where job.status == .completed || job.status == .failed {
            if job.progress.percentComplete != 100 { broken(.progressIsMonotone, "an ended job is not at 100 percent") }
            let completed = end.runs.filter { $0.status == .completed }.count
            if job.progress.completed != completed || job.results.count != completed {
                broken(.everyJobEnds, "\(completed) runs completed, the job tells of \(job.results.count)")
            }
        }
        for run in end.runs where !run.status.isEnded {
            broken(.everyJobEnds, "run \(run.slot.name) is \(run.status)")
        }
        if cast.schedule.isCalm, cast.schedule.order.maxCostUSD == nil, cast.schedule.order.graph != .stranger,
            end.jobs.first?.status != .completed
        {
            broken(.everyJobEnds, "nothing went wrong, and the job is not completed")
        }
    }

    private func sameAsClean() {
        guard !cast.schedule.order.crowdedNames else { return }
        for run in end.runs where run.status == .completed {
            guard clean.indices.contains(run.slot.number) else { continue }
            var (mine, expected) = (end.result(of: run), clean[run.slot.number])
            if !mine.isFirstGeneration { (mine.stages, expected.stages) = ([:], [:]) }
            mine.isFirstGeneration = expected.isFirstGeneration
            if mine != expected {
                broken(.idempotent, "run \(run.slot.name) differs from a clean one: \(Self.difference(mine, expected))")
            }
        }
    }

    private static func difference(_ mine: End.Result, _ clean: End.Result) -> String {
        if mine.name != clean.name { return "name \(mine.name ?? "none"), not \(clean.name ?? "none")" }
        if mine.result != clean.result { return "its result" }
        let stages = clean.stages.keys.sorted().filter { mine.stages[$0] != clean.stages[$0] }
        if !stages.isEmpty { return "stages \(stages)" }
        let names = clean.published.keys.map(\.rawValue).sorted()
        return "published files, of \(names)"
    }

    private func verified() {
        for (name, stored) in end.objects where stored.content.contains(Craft.spoilt) {
            broken(.verified, "\(name) was stored though its inspection finds it spoilt")
        }
    }

    private func nothingLeft() {
        for (subject, engine) in end.engines {
            if let due = engine.dueAt {
                broken(.nothingLeft, "\(Witness.name(subject)) is owed a push at \(due.rfc3339)")
            }
            for (stage, record) in engine.stages where record.lease != nil {
                broken(.nothingLeft, "\(Witness.name(subject)) \(stage) has a lease")
            }
        }
        let living = cast.scratch.leftOfTheLiving
        if !living.isEmpty { broken(.nothingLeft, "\(living.count) scratch directories of \(living)") }
    }
}
