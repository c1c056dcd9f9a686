import OdoriDomain
import OdoriJobs

extension Witness {
    /// An engine document, before and after one commit.
    func judge(
        _ subject: Subject, _ before: EngineDocument?, _ after: EngineDocument, _ seen: inout Seen, by process: String
    ) {
        for stage in after.changedStages(since: before ?? EngineDocument(stages: [:])) {
            guard let record = after.stages[stage] else { continue }
            let was = before?.stages[stage]
            if let operation = record.operation { seen.intents.insert(operation.key) }
            chronicle.note(process, "\(Self.name(subject)) \(stage): \(Self.tell(was, record))")
            guard let was else { continue }
            judge(was, record, stage, subject, &seen)
            if case .run(let run) = subject { judgeOrder(was, record, stage, in: after, run, seen) }
        }
    }

    private func judge(
        _ was: StageRecord, _ record: StageRecord, _ stage: StageID, _ subject: Subject, _ seen: inout Seen
    ) {
        if record.generation < was.generation || record.epoch < was.epoch
            || record.generation == was.generation && record.check < was.check
        {
            chronicle.violation(.idempotent, "\(stage) went back: \(Self.tell(was, record))")
        }
        // By a clock that was set a lease may be over early: its holder is fenced all the same.
        if let lease = record.lease, let held = was.lease, lease.epoch != held.epoch, held.expiresAt > chronicle.now,
            !schedule.setsClocks
        {
            chronicle.violation(.fenced, "\(stage) was taken although its lease lives")
        }
        if record.lease != nil, was.lease == nil, record.epoch <= was.epoch {
            chronicle.violation(.fenced, "\(stage) was taken under an epoch that somebody had")
        }
        // What a commit changes besides may be any of its authors'.
        let isSweeps = PushContext.isSweep && WorkContext.current.authors.isEmpty
        if schedule.isCalm, isSweeps {
            chronicle.violation(.enqueueBeforeAnswer, "a sweep had to bring \(stage) back though nothing went wrong")
        }
        if isSweeps, record.dueAt != was.dueAt, record.check == was.check, record.lease == was.lease {
            chronicle.violation(.sweepNeverRepeats, "a sweep brought \(stage) back under the check that it had")
        }
        judgeEnd(was, record, stage, subject)
        if was.status == .completed, record.status == .completed, was.outputs != record.outputs {
            chronicle.violation(.idempotent, "\(stage) completed twice, with other outputs")
        }
        if was.status == .running, record.status == .ready, record.attempts > was.attempts {
            chronicle.violation(.interruptionIsFree, "\(stage) was interrupted and spent an attempt")
        }
        if record.status == .waiting, record.attempts > was.attempts, record.error == was.error {
            chronicle.violation(.interruptionIsFree, "\(stage) waits and spent an attempt")
        }
    }

    /// An attempt is ended by whoever holds the lease, and by nobody else.
    private func judgeEnd(_ was: StageRecord, _ record: StageRecord, _ stage: StageID, _ subject: Subject) {
        guard was.status == .running, let lease = was.lease, record.status != .running, record.status != .cancelled,
            record.error?.code != OdoriError.Code.workerCrashed.rawValue
        else { return }
        let isHolders = Self.authors.contains {
            $0.subject == subject && $0.stage == stage && $0.attempt == lease.epoch
        }
        if !isHolders {
            chronicle.violation(.fenced, "\(stage) was ended by an attempt that does not hold it: \(record.status)")
        }
    }

    /// Whose changes the commit that is looked at carries.
    private static var authors: [WorkContext] {
        let context = WorkContext.current
        return context.authors.isEmpty ? [context] : context.authors
    }

    private func judgeOrder(
        _ was: StageRecord, _ record: StageRecord, _ stage: StageID, in engine: EngineDocument, _ run: RunID,
        _ seen: Seen
    ) {
        if was.status == .completed, record.status != .completed, record.generation == was.generation,
            record.reopened == was.reopened
        {
            chronicle.violation(.idempotent, "\(stage) was completed and is \(record.status)")
        }
        // A run that lost its name to another begins anew.
        if record.generation > was.generation, was.status == .completed, record.reopened == was.reopened,
            !schedule.order.crowdedNames
        {
            chronicle.violation(.retryOpensFailedOnly, "\(stage) was completed and is tried again")
        }
        if let graph = seen.runs[run]?.graph, record.status == .running, was.status != .running {
            // What was finished and is done again because it was lost had let its dependents begin before.
            let missing = graph.node(stage)?.needs.filter { need in
                guard let needed = engine.stages[need] else { return true }
                return !needed.status.satisfiesDependents && needed.reopened == 0
            }
            if missing?.isEmpty != true {
                chronicle.violation(.pinnedOrder, "\(stage) began before \(missing ?? [])")
            }
        }
        if let operation = record.operation, operation.key != was.operation?.key,
            seen.cancelAcknowledged[run.job] != nil
        {
            chronicle.violation(.nothingAfterCancel, "an intent for \(stage) after the cancel was answered")
        }
    }

    static func name(_ subject: Subject) -> String {
        switch subject {
        case .run(let run): "run \(run.slot.name)"
        case .job: "job"
        case .reference(let id): "reference \(id)"
        }
    }

    static func tell(_ was: StageRecord?, _ record: StageRecord) -> String {
        var text = "\(was.map { "\($0.status) → " } ?? "")\(record.status) g\(record.generation) c\(record.check)"
        if let lease = record.lease { text += " e\(lease.epoch)" }
        if let operation = record.operation { text += " [\(operation.state) \(operation.id ?? "no id")]" }
        if record.attempts > 0 { text += " attempts \(record.attempts)" }
        if let error = record.error, error != was?.error { text += " (\(error.code): \(error.message))" }
        return text
    }
}
