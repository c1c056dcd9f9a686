import OdoriDomain
import OdoriPorts

/// The queue as one process reaches it.
struct SimulatedTaskQueue: TaskQueue {
    let model: QueueModel
    let process: SimulatedProcess
    let witness: Witness

    func enqueue(_ task: QueuedTask) async throws {
        try await process.call(.enqueue) {
            let isNew = model.create(task)
            witness.sawEnqueue(task, isNew: isNew, by: process.name)
        }
    }
}

/// What the running task is part of; child tasks inherit it.
enum PushContext {
    @TaskLocal static var isSweep = false
}
