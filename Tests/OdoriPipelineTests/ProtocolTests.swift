import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("The push protocol")
struct ProtocolTests {
    @Test("a push for a stage that somebody holds moves on to the lease's end and touches nothing")
    func held() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play(until: .concept, of: job.jobID)
        let push = try #require(await theatre.queue.takeAll().first { Theatre.isPush($0, for: .concept) })
        let now = theatre.manual.now
        try await theatre.change(job.jobID) { state in
            state.engine.update(.concept) { _ = $0.takeLease(now: now, for: .seconds(60)) }
        }
        try await theatre.worker().receive(push.body)
        let record = try #require(try await theatre.run(job.jobID).engine.stages[.concept])
        #expect(record.status == .running && record.epoch == 1 && record.check == 1)
        let next = await theatre.queue.pending.first { Theatre.isPush($0, for: .concept) }
        #expect(next?.notBefore == now + .seconds(61))
    }

    @Test("siblings that come together read once, and commit twice each at most")
    func storeCalls() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        var pushes: [QueuedTask] = []
        while Set(pushes.compactMap { try? TaskPayload(reading: $0.body).stage }) != [.remix, .master] {
            for push in pushes { try await theatre.worker().receive(push.body) }
            pushes = await theatre.queue.takeDue(at: theatre.manual.now).filter { !Theatre.isSweep($0) }
            if pushes.isEmpty { theatre.manual.advance(by: .seconds(1)) }
        }
        let store = CountingStore(theatre.store)
        let worker = theatre.worker(on: store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for push in pushes { group.addTask { try await worker.receive(push.body) } }
            try await group.waitForAll()
        }
        let stages = try await theatre.run(job.jobID).engine.stages
        #expect(stages[.remix]?.status == .completed && stages[.master]?.status == .completed)
        #expect(pushes.count == 2)
        #expect(store.counts.reads == 1)
        #expect((2...2 * pushes.count).contains(store.counts.commits))
    }

    @Test("a zombie's result is refused once its lease went to another")
    func zombie() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play(until: .concept, of: job.jobID)
        var engine = try await theatre.run(job.jobID).engine
        let now = theatre.manual.now
        let old = engine.update(.concept) { $0.takeLease(now: now, for: .seconds(60)) }
        engine.update(.concept) { _ = $0.takeLease(now: now + .seconds(61), for: .seconds(60)) }
        let graph = try await theatre.run(job.jobID).run.graph
        let epoch = try #require(old?.epoch)
        #expect(throws: LeaseLost.self) {
            try engine.end(
                .concept, epoch: epoch, with: .finished(StageOutputs()), graph: graph, at: now, slot: Slot(0))
        }
    }

    @Test("work lost by the queue is brought back by the sweep, under new names")
    func sweep() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        for _ in 0..<400 {
            _ = await theatre.queue.takeAll()
            theatre.manual.advance(by: .seconds(61))
            try await theatre.worker().sweep(Data())
            let due = await theatre.queue.takeDue(at: theatre.manual.now).filter { !Theatre.isSweep($0) }
            for task in due { try await theatre.worker().receive(task.body) }
            if try await theatre.job(job.jobID).status.isEnded { break }
        }
        #expect(try await theatre.job(job.jobID).status == .completed)
        #expect(theatre.provider.submissions.count == 5)
    }

    @Test("sweeps order each other once a turn, whoever begins")
    func sweepChain() async throws {
        let theatre = Theatre()
        for _ in 0..<3 { try await theatre.worker().seed() }
        #expect(await theatre.queue.accepted.map(\.path) == ["/tasks/sweep"])
        let sweep = try #require(await theatre.queue.takeAll().first)
        theatre.manual.advance(to: try #require(sweep.notBefore))
        try await theatre.worker().sweep(sweep.body)
        #expect(await theatre.queue.pending.count == 1)
    }

    @Test(
        "bytes that are no payload are acknowledged and change nothing",
        arguments: [
            "", "{}", "[1]", "\u{0}\u{1}", #"{"version":"1"}"#, #"{"version":1}"#,
            #"{"version":1,"job_id":"1","stage":"begin","generation":0,"check":0}"#,
            #"{"version":1,"stage":"begin","generation":0,"check":0}"#,
            #"{"version":1,"reference_id":"one","stage":"prepare","generation":0.5,"check":0}"#,
            #"{"version":1,"reference_id":"one","stage":7,"generation":0,"check":0}"#,
        ])
    func noPayload(_ text: String) async throws {
        let theatre = Theatre()
        try await theatre.worker().receive(Data(text.utf8))
        #expect(await theatre.queue.accepted.isEmpty)
    }

    @Test("a worker that drains gives its stage back without spending an attempt")
    func drains() async throws {
        let theatre = Theatre(concepts: EndlessConceptWriter())
        let job = try await theatre.accept()
        try await theatre.play(until: .concept, of: job.jobID)
        let push = try #require(await theatre.queue.takeAll().first { Theatre.isPush($0, for: .concept) })
        async let ended: Void = theatre.worker().receive(push.body)
        await theatre.manual.waitForSleepers(1)
        theatre.drain.begin()
        await theatre.manual.waitForSleepers(2)
        theatre.manual.advance(by: .seconds(2))
        try await ended
        let record = try #require(try await theatre.run(job.jobID).engine.stages[.concept])
        #expect(record.status == .ready && record.lease == nil && record.attempts == 0 && record.crashes == 0)
        #expect(record.dueAt == theatre.manual.now)
        #expect(theatre.scratch.left == 0)
    }
}

/// Never finishes; waits on nothing but its own cancellation.
private struct EndlessConceptWriter: ConceptWriter {
    let clock = ManualClock()
    var terms: CallTerms { .free("endless") }

    func write(_ brief: ConceptBrief) async throws -> Priced<ConceptDraft> {
        try await clock.sleep(for: .seconds(1_000_000))
        throw CancellationError()
    }
}
