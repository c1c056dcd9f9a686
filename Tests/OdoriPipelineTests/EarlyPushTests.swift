import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriTesting
import Testing

@Suite("A push that comes early, for this machine's clock is behind the queue's")
struct EarlyPushTests {
    @Test("waits until it is due, and works then; not for longer than ten seconds", arguments: [3, 60])
    func waits(_ seconds: Int) async throws {
        let theatre = Theatre()
        let (job, push) = try await early(.seconds(seconds), theatre)
        async let ended: Void = theatre.worker().receive(push)
        let wait = Duration.seconds(min(seconds, 10))
        await theatre.manual.waitForSleepers(1)
        theatre.manual.advance(by: wait - .milliseconds(1))
        #expect(try await theatre.run(job).engine.stages[.concept]?.epoch == 0)
        theatre.manual.advance(by: .milliseconds(1))
        try await ended
        let record = try #require(try await theatre.run(job).engine.stages[.concept])
        #expect(record.status == .completed && record.epoch == 1 && record.check == 1)
    }

    @Test("puts off once, not again and again, what another holds")
    func held() async throws {
        let theatre = Theatre()
        let (job, push) = try await early(.zero, theatre)
        let now = theatre.manual.now
        try await theatre.change(job) { state in
            state.engine.update(.concept) { _ = $0.takeLease(now: now, for: .seconds(60)) }
        }
        try await theatre.worker().receive(push)
        let next = try #require(await theatre.queue.takeAll().first { Theatre.isPush($0, for: .concept) })
        async let ended: Void = theatre.worker().receive(next.body)
        await theatre.manual.waitForSleepers(1)
        #expect(try await theatre.run(job).engine.stages[.concept]?.check == 2)
        theatre.manual.advance(by: .seconds(10))
        try await ended
        #expect(try await theatre.run(job).engine.stages[.concept]?.check == 3)
    }

    @Test("does not wait where the worker is about to go")
    func drains() async throws {
        let theatre = Theatre()
        let (job, push) = try await early(.seconds(60), theatre)
        async let ended: Void = theatre.worker().receive(push)
        await theatre.manual.waitForSleepers(1)
        theatre.drain.begin()
        try await ended
        #expect(try await theatre.run(job).engine.stages[.concept]?.epoch == 1)
    }

    @Test("begins nothing that was cancelled while it waited")
    func cancelled() async throws {
        let theatre = Theatre()
        let (job, push) = try await early(.seconds(3), theatre)
        async let ended: Void = theatre.worker().receive(push)
        await theatre.manual.waitForSleepers(1)
        let cancellation = JobCancellation(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        try await cancellation.cancel(job, owner: Theatre.owner)
        theatre.manual.advance(by: .seconds(3))
        try await ended
        try await theatre.play()
        let record = try #require(try await theatre.run(job).engine.stages[.concept])
        #expect(record.status == .cancelled && record.epoch == 0)
        #expect(try await theatre.job(job).status == .cancelled)
    }

    @Test("leaves to another what that one took while it waited")
    func taken() async throws {
        let theatre = Theatre()
        let (job, push) = try await early(.seconds(3), theatre)
        async let ended: Void = theatre.worker().receive(push)
        await theatre.manual.waitForSleepers(1)
        let now = theatre.manual.now
        try await theatre.change(job) { state in
            state.engine.update(.concept) { _ = $0.takeLease(now: now, for: .seconds(60)) }
        }
        theatre.manual.advance(by: .seconds(3))
        try await ended
        let record = try #require(try await theatre.run(job).engine.stages[.concept])
        #expect(record.status == .running && record.epoch == 1 && record.check == 2)
    }

    @Test("keeps a job's beginning waiting that looks after a reference from outside")
    func begins() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept().jobID
        let due = theatre.manual.now + .seconds(1)
        let transactor = Transactor(store: theatre.store, clock: theatre.clock)
        try await transactor.update(JobState.self, .init(job)) { state in
            state.steps.update(.begin) { $0.wait(until: due) }
        }
        let payload = TaskPayload(subject: .job(job), stage: .begin, generation: 0, check: 1)
        async let ended: Void = theatre.worker().receive(payload.encoded())
        await theatre.manual.waitForSleepers(1)
        theatre.manual.advance(by: .milliseconds(999))
        #expect(try await theatre.job(job).status == .queued)
        theatre.manual.advance(by: .milliseconds(1))
        try await ended
        #expect(try await theatre.job(job).status == .running)
    }

    /// A job whose concept waits for so long yet, and the push for it, which comes too soon.
    private func early(_ wait: Duration, _ theatre: Theatre) async throws -> (JobID, Data) {
        let job = try await theatre.accept().jobID
        try await theatre.play(until: .concept, of: job)
        _ = await theatre.queue.takeAll()
        let due = theatre.manual.now + wait
        try await theatre.change(job) { state in state.engine.update(.concept) { $0.wait(until: due) } }
        let payload = TaskPayload(
            subject: .run(RunID(job: job, slot: Slot(0))), stage: .concept, generation: 0, check: 1)
        return (job, payload.encoded())
    }
}
