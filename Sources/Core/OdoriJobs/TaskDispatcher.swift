package import OdoriDomain
package import OdoriPorts

/// Turns what documents say is owed into tasks.
package struct TaskDispatcher: Sendable {
    private let queue: any TaskQueue
    private let clock: any WallClock

    package init(queue: any TaskQueue, clock: any WallClock) {
        self.queue = queue
        self.clock = clock
    }

    /// Enqueues the stages of one subject that are owed a push, all at the same time; a task that was enqueued before is not
    /// enqueued again.
    package func enqueue(
        _ stages: [StageID], of subject: Subject, in engine: EngineDocument, graph: StageGraph
    ) async throws {
        try await queue.enqueue(stages.compactMap { try task(for: $0, of: subject, in: engine, graph: graph) })
    }

    func enqueue(_ task: QueuedTask) async throws {
        try await queue.enqueue(task)
    }

    private func task(
        for stage: StageID, of subject: Subject, in engine: EngineDocument, graph: StageGraph
    ) throws -> QueuedTask? {
        guard let record = engine.stages[stage], let dueAt = record.dueAt else { return nil }
        let payload = TaskPayload(
            subject: subject, stage: stage, generation: record.generation, check: record.check)
        let node = graph.node(stage)
        return QueuedTask(
            queue: record.queue ?? node?.queue ?? .poll,
            id: payload.taskName,
            path: payload.path,
            body: payload.encoded(),
            // What is due now names no time, which the queue's clock might see differently.
            notBefore: dueAt > clock.now ? dueAt : nil,
            deadline: .seconds(min(1800, max(15, (node?.timeLimitSeconds ?? 60) + 30)))
        )
    }

    /// Enqueues everything that is owed.
    package func enqueueOwed(of subject: Subject, in engine: EngineDocument, graph: StageGraph) async throws {
        try await enqueue(engine.owed, of: subject, in: engine, graph: graph)
    }
}
