import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("On a queue that keeps no delays")
struct PubSubTests {
    /// As Pub/Sub: what is due later is not taken.
    private struct MessageQueue: TaskQueue {
        let queue: RecordingTaskQueue
        let clock: any WallClock

        var keepsDelays: Bool { false }

        func enqueue(_ task: QueuedTask) async throws {
            if let due = task.notBefore, due > clock.now { return }
            try await queue.enqueue(task)
        }
    }

    @Test("a whole job ends, its waits over soon after their time, and each operation is paid once")
    func wholeJob() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        let worker = theatre.worker(ordering: MessageQueue(queue: theatre.queue, clock: theatre.clock))
        let begun = theatre.manual.now
        for _ in 0..<600 {
            if try await theatre.job(job.jobID).status.isEnded { break }
            for task in await theatre.queue.takeDue(at: theatre.manual.now) { try await worker.take(task) }
            theatre.manual.advance(by: .seconds(1))
            try await worker.publishDue()
        }
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .completed)
        #expect(theatre.provider.submissions.count == 5 && Set(theatre.provider.submissions).count == 5)
        #expect(theatre.manual.now.duration(since: begun) < .seconds(60))
        // Only the sweep's task has a time of its own, and nothing was ordered twice.
        #expect(await theatre.queue.accepted.allSatisfy { ($0.notBefore ?? begun) <= theatre.manual.now })
    }

    @Test("what is held is left alone; once its lease has ended in silence it is ordered")
    func held() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        let worker = theatre.worker(ordering: MessageQueue(queue: theatre.queue, clock: theatre.clock))
        try await theatre.play(until: .concept, of: job.jobID)
        _ = await theatre.queue.takeAll()
        let now = theatre.manual.now
        try await theatre.change(job.jobID) { state in
            _ = state.engine.update(.concept) { $0.takeLease(now: now, for: .seconds(60)) }
        }
        theatre.manual.advance(by: .seconds(30))
        try await worker.publishDue()
        #expect(await theatre.queue.takeAll().isEmpty)
        theatre.manual.advance(by: .seconds(32))
        // The name that took the lease was used: a push of it meets the lease and moves on, as it does when Pub/Sub delivers it again.
        let record = try #require(try await theatre.run(job.jobID).engine.stages[.concept])
        let payload = TaskPayload(
            subject: .run(RunID(job: job.jobID, slot: Slot(0))), stage: .concept, generation: record.generation,
            check: record.check)
        try await worker.receive(payload.encoded())
        #expect(try await theatre.run(job.jobID).engine.stages[.concept]?.status == .completed)
    }

    @Test("a sweep on such a queue orders what is due as well")
    func sweep() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        _ = await theatre.queue.takeAll()
        let worker = theatre.worker(ordering: MessageQueue(queue: FreshNames.queue, clock: theatre.clock))
        try await worker.sweep(.init())
        #expect(await FreshNames.queue.pending.contains { $0.id.contains("\(job.jobID)-job-begin") })
    }

    private enum FreshNames {
        static let queue = RecordingTaskQueue()
    }
}
