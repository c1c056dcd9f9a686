import OdoriDomain
import OdoriPorts

extension Witness {
    /// An order that has just reached the queue.
    func sawEnqueue(_ task: QueuedTask, isNew: Bool, by process: String) {
        guard let order = StageOrder(task.id) else { return }
        chronicle.note(process, "enqueues \(order.stage) g\(order.generation) c\(order.check)\(isNew ? "" : ", again")")
        guard let record = seen.engines[order.subject]?.stages[order.stage] else {
            return chronicle.violation(.commitBeforeEnqueue, "\(task.id) was enqueued before its record exists")
        }
        let isCommitted =
            record.generation > order.generation
            || record.generation == order.generation && record.check >= order.check
        if !isCommitted {
            chronicle.violation(.commitBeforeEnqueue, "\(task.id) was enqueued, the record is at c\(record.check)")
        }
    }

    /// A quiet moment: nobody works and nothing is to be pushed again. Then no run is owed anything either: it would wait for a sweep.
    /// A job's own steps may be: an API that dies before it has answered promises nothing.
    func judgeQuiet() {
        for (subject, engine) in seen.engines {
            guard case .run = subject else { continue }
            for (stage, record) in engine.stages where record.dueAt != nil {
                let push = "\(stage) g\(record.generation) c\(record.check)"
                chronicle.violation(
                    .enqueueBeforeAnswer, "\(Self.name(subject)) is owed \(push), and no task is left")
            }
        }
    }
}

/// What a task's name says of a run's or a job's push.
struct StageOrder {
    let subject: Subject
    let stage: StageID
    let generation: Int
    let check: Int

    /// `{16 hex}-{job}-{slot}-{stage}-g{generation}-c{check}`; nil for sweeps and references.
    init?(_ id: String) {
        // The hash and the job's name have their lengths; what follows has four parts.
        let tail = id.utf8.dropFirst(54).split(separator: UInt8(ascii: "-"))
        guard id.utf8.count > 54, let job = JobID(rawValue: String(id.dropFirst(17).prefix(36))), tail.count == 4
        else { return nil }
        let parts = tail.map { Substring($0) }
        guard let check = Int(parts[3].dropFirst()), let generation = Int(parts[2].dropFirst()) else { return nil }
        if parts[0] == "job" {
            subject = .job(job)
        } else if let slot = Int(parts[0]) {
            subject = .run(RunID(job: job, slot: Slot(slot)))
        } else {
            return nil
        }
        stage = StageID(rawValue: String(parts[1]))
        self.generation = generation
        self.check = check
    }
}
