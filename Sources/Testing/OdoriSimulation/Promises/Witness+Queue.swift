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

    /// A quiet moment: nobody works and nothing is to be pushed again. Then the queue knows whatever is owed.
    func judgeQuiet(_ queue: QueueModel) {
        for (subject, engine) in seen.engines {
            guard case .run(let run) = subject, let graph = seen.runs[run]?.graph else { continue }
            for stage in engine.owed {
                guard let record = engine.stages[stage] else { continue }
                let payload = TaskPayload(
                    subject: subject, stage: stage, generation: record.generation, check: record.check)
                let name = record.queue ?? graph.node(stage)?.queue ?? .poll
                if !queue.knows(payload.taskName, in: name) {
                    chronicle.violation(.enqueueBeforeAnswer, "\(payload.taskName) is owed and was never enqueued")
                }
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
