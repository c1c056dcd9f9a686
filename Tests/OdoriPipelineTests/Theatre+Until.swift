import OdoriDomain
import OdoriPipeline
import OdoriPorts
import OdoriTesting

extension Theatre {
    /// Plays until a stage is ready and its first push has not yet been delivered.
    func play(until stage: StageID, of job: JobID) async throws {
        let worker = worker()
        for _ in 0..<500 {
            let due = await queue.takeDue(at: manual.now)
            if let held = due.first(where: { Self.isPush($0, for: stage) }) {
                for task in due where task != held { try await worker.receive(task.body) }
                try await queue.putBack(held)
                return
            }
            if due.isEmpty { manual.advance(by: .seconds(1)) }
            for task in due where !Self.isSweep(task) { try await worker.receive(task.body) }
        }
        throw OdoriError(.internalError, "stage \(stage) never became ready")
    }

    /// Delivers what is due once, or moves on to what is due next.
    func step(_ worker: PushReceiver) async throws {
        let due = await queue.takeDue(at: manual.now)
        if due.isEmpty { manual.advance(by: .seconds(1)) }
        for task in due where !Self.isSweep(task) { try await worker.take(task) }
    }

    static func isPush(_ task: QueuedTask, for stage: StageID) -> Bool {
        (try? TaskPayload(reading: task.body))?.stage == stage
    }
}

extension RecordingTaskQueue {
    /// Delivers a task once more, later: under a name of its own, since its own is used.
    func putBack(_ task: QueuedTask) async throws {
        var again = task
        again.id += "-again"
        try await enqueue(again)
    }
}
