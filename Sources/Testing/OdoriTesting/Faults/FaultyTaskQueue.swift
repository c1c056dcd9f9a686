package import OdoriPorts

/// A task queue that obeys a `FaultPlan`: every enqueue is one call of it.
package struct FaultyTaskQueue: TaskQueue {
    private let queue: any TaskQueue
    private let plan: FaultPlan

    package init(_ queue: any TaskQueue, _ plan: FaultPlan) {
        self.queue = queue
        self.plan = plan
    }

    package var keepsDelays: Bool { queue.keepsDelays }

    package func enqueue(_ task: QueuedTask) async throws {
        try await plan.run { try await queue.enqueue(task) }
    }
}
