import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriTesting

/// How pushes reach the workers.
enum Delivery: CaseIterable {
    /// Once each, in order.
    case orderly
    /// Twice each, the latest first.
    case doubledAndReversed
    /// All that are due at the same instant, each at two workers.
    case atOnce
}

extension Theatre {
    /// Plays until nothing is on its way but sweeps; time moves on to whatever is due next.
    func play(_ delivery: Delivery = .orderly, on worker: PushReceiver? = nil) async throws {
        let worker = worker ?? self.worker()
        for _ in 0..<3000 {
            let due = await queue.takeDue(at: manual.now).filter { !Self.isSweep($0) }
            if due.isEmpty {
                guard let next = await nextDue() else { return }
                manual.advance(to: next)
                continue
            }
            try await deliver(due, delivery, to: worker)
        }
        throw OdoriError(.internalError, "the play never ends")
    }

    static func isSweep(_ task: QueuedTask) -> Bool { task.path == "/tasks/sweep" }

    private func nextDue() async -> Timestamp? {
        await queue.pending.filter { !Self.isSweep($0) }.map { $0.notBefore ?? manual.now }.min()
    }

    private func deliver(_ due: [QueuedTask], _ delivery: Delivery, to worker: PushReceiver) async throws {
        switch delivery {
        case .orderly:
            for task in due { try await worker.take(task) }
        case .doubledAndReversed:
            for task in due.reversed() {
                try await worker.take(task)
                try await worker.take(task)
            }
        case .atOnce:
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in due + due { group.addTask { try await worker.take(task) } }
                try await group.waitForAll()
            }
        }
    }

    /// Plays with a worker that dies as planned; after its death a new one gets everything that was not acknowledged.
    func play(dying plan: FaultPlan) async throws {
        let doomed = worker(plan)
        let successor = worker()
        var unacknowledged: [QueuedTask] = []
        for _ in 0..<3000 {
            var due = await queue.takeDue(at: manual.now).filter { !Self.isSweep($0) }
            if plan.hasCrashed, !unacknowledged.isEmpty {
                due = unacknowledged + due
                unacknowledged = []
            }
            if due.isEmpty {
                guard let next = await nextDue() else { return }
                manual.advance(to: next)
                continue
            }
            for task in due {
                do {
                    try await (plan.hasCrashed ? successor : doomed).take(task)
                } catch is SimulatedCrash {
                    unacknowledged.append(task)
                }
            }
        }
        throw OdoriError(.internalError, "the play never ends")
    }
}

extension PushReceiver {
    /// A push by its path, as the worker's routes hand it on.
    func take(_ task: QueuedTask) async throws {
        switch task.path {
        case WebhookTask.path: try await webhook(task.body)
        case CallbackTask.path: try await callback(task.body)
        case "/tasks/sweep": try await sweep(task.body)
        default: try await receive(task.body)
        }
    }
}
