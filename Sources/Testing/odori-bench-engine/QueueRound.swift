import Foundation
import OdoriDomain
import OdoriGoogleQueues
import OdoriPorts

/// One measurement of the queue.
struct QueueRound: Sendable {
    let queue: CloudTasksQueue
    let target: PushTarget
    let process: QueueProcess
    let creators: Int

    struct Report: Encodable {
        var system = "odori-queue"
        /// From the beginning of the call that creates a task to the arrival of its push.
        var deliveryMilliseconds: Percentiles
        /// The call alone.
        var createMilliseconds: Percentiles
        var createsPerSecond: Double
        /// A backlog that falls due at one instant, from then to its last arrival.
        var drainPerSecond: Double
        /// The server's CPU time during the drain, by task.
        var drainCPUMilliseconds: Double
        var backlog: Int
        var cost: CPUAccount.Cost

        enum CodingKeys: String, CodingKey {
            case system, backlog, cost
            case deliveryMilliseconds = "delivery_ms"
            case createMilliseconds = "create_ms"
            case createsPerSecond = "creates_per_s"
            case drainPerSecond = "drain_per_s"
            case drainCPUMilliseconds = "drain_cpu_ms_per_task"
        }
    }

    /// - Parameter delay: how long the backlog should be held; longer, when creating it takes longer.
    func measure(single: Int, backlog: Int, delay: Duration) async throws -> Report {
        let (delivery, create) = try await deliverOneByOne(single)
        let (built, due) = try await hold(backlog, for: delay)
        try await Task.sleep(for: due.duration(since: Timestamp(Date())))
        let account = try CPUAccount(child: process.processIdentifier)
        let begin = ContinuousClock.now
        let end = await target.arrivals.reached(backlog)
        let cost = try account.end()
        target.arrivals.reset()
        return Report(
            deliveryMilliseconds: Percentiles(delivery), createMilliseconds: Percentiles(create),
            createsPerSecond: rounded(Double(backlog) / built),
            drainPerSecond: rounded(Double(backlog) / (end - begin).inSeconds),
            drainCPUMilliseconds: rounded(cost.queueCPUSeconds * 1000 / Double(backlog)), backlog: backlog, cost: cost)
    }

    private func deliverOneByOne(_ count: Int) async throws -> (delivery: [Double], create: [Double]) {
        var delivery: [Double] = []
        var create: [Double] = []
        for _ in 0..<count {
            target.arrivals.reset()
            let begin = ContinuousClock.now
            try await queue.enqueue(task(due: nil))
            create.append((ContinuousClock.now - begin).inSeconds * 1000)
            delivery.append((await target.arrivals.reached(1) - begin).inSeconds * 1000)
            try await Task.sleep(for: .milliseconds(2))
        }
        target.arrivals.reset()
        return (delivery, create)
    }

    /// Creates tasks that all fall due at one instant, after the last of them has been created.
    private func hold(_ count: Int, for delay: Duration) async throws -> (seconds: Double, due: Timestamp) {
        var delay = delay
        while true {
            let due = Timestamp(Date()) + delay
            let begin = ContinuousClock.now
            try await build(count, due: due)
            let seconds = (ContinuousClock.now - begin).inSeconds
            if due > Timestamp(Date()), target.arrivals.count == 0 { return (seconds, due) }
            _ = await target.arrivals.reached(count)
            target.arrivals.reset()
            delay *= 2
        }
    }

    private func build(_ count: Int, due: Timestamp) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                if number >= creators { try await group.next() }
                group.addTask { try await queue.enqueue(task(due: due)) }
            }
            try await group.waitForAll()
        }
    }

    /// A task like the engine's own.
    private func task(due: Timestamp?) -> QueuedTask {
        let body =
            #"{"check":0,"generation":0,"job_id":"550e8400-e29b-41d4-a716-446655440000","slot":0,"stage":"dance_1","version":1}"#
        return QueuedTask(
            queue: .poll, id: "\(UUID().uuidString.lowercased())-dance_1-g0-c0", path: "/tasks/stage",
            body: Data(body.utf8), notBefore: due, deadline: .seconds(630))
    }
}
