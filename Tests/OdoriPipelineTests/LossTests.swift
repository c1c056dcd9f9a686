import Foundation
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("What was there and is gone")
struct LossTests {
    @Test("a stage whose file is gone is done again; a dance is fetched again, not ordered again")
    func checkpointLost() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play(until: .master, of: job.jobID)
        let state = try await theatre.run(job.jobID)
        let lost = try #require(state.engine.stages[.dance(0)]?.outputs?.assets[StageOutputs.main])
        try await theatre.objects.delete(lost.object)
        try await theatre.play()
        let after = try await theatre.run(job.jobID)
        #expect(after.job.status == .completed)
        #expect(after.engine.stages[.dance(0)]?.reopened == 1)
        #expect(theatre.provider.submissions.count == 5)
        #expect(after.ledger.spent == 5_000_000)
    }

    @Test(
        "an operation whose provider does not know it yet is waited for; one that it never knows is lost, not ordered again"
    )
    func notVisible() async throws {
        let slow = Theatre(provider: PretendProvider(checksUntilVisible: 3))
        let job = try await slow.accept()
        try await slow.play()
        #expect(try await slow.job(job.jobID).status == .completed)
        #expect(slow.provider.submissions.count == 5)
        let never = Theatre(provider: PretendProvider(checksUntilVisible: .max))
        let other = try await never.accept()
        try await never.play()
        let end = try await never.job(other.jobID)
        #expect(end.status == .failed && end.errors.first?.code == "operation_lost")
        #expect(Set(never.provider.submissions).count == never.provider.submissions.count)
    }

    @Test("a reference whose file is gone is taken in again, and the stage waits for it")
    func referenceLost() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play(until: .remix, of: job.jobID)
        let reference = try #require(try await theatre.run(job.jobID).run.references.first)
        let name = ObjectNames(prefix: "anime_dance")
        try await theatre.objects.delete(try name.reference(reference, file: "video.mp4"))
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
    }

    @Test("a run whose document cannot be read fails, and says so; the text is kept", arguments: ["runs", "engine"])
    func corrupt(collection: String) async throws {
        let theatre = Theatre()
        let job = try await theatre.accept(JobConfig(count: 2, seed: 3))
        try await theatre.play(until: .music, of: job.jobID)
        let key = DocumentKey("pipeline_jobs", job.jobID.rawValue, collection, "0000")
        let broken = Data(#"{"due_at":"2026-01-01T00:00:00.000Z","format":1,"stages":7}"#.utf8)
        try await theatre.store.commit([DocumentWrite(.put(DocumentBody(json: broken)), key, if: .none)])
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .completed)
        #expect(done.progress.failed == 1)
        #expect(done.errors.map(\.code) == ["document_corrupt"])
        let kept = try await theatre.store.query(
            DocumentQuery(.collection("corrupt"), order: .init("found_at"), limit: 5))
        #expect(kept.documents.count == 1)
        #expect(try await theatre.run(job.jobID).ledger.reserved == 0)
    }

    @Test("a run that ended with orders under way still says why when these are settled")
    func corruptWithOrders() async throws {
        let provider = PretendProvider(checksUntilDone: 3)
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept(JobConfig(count: 1, seed: 3))
        try await theatre.play(until: .dance(0), of: job.jobID)
        let worker = theatre.worker()
        for _ in 0..<100 where provider.open == 0 { try await theatre.step(worker) }
        #expect(provider.open > 0)
        let broken = Data(#"{"due_at":"2026-01-01T00:00:00.000Z","format":1,"stages":7}"#.utf8)
        let key = DocumentKey.run(RunID(job: job.jobID, slot: Slot(0)))
        try await theatre.store.commit([DocumentWrite(.put(DocumentBody(json: broken)), key, if: .none)])
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed && done.errors.map(\.code) == ["document_corrupt"])
        #expect(try await theatre.run(job.jobID).ledger.reserved == 0)
    }

    @Test(
        "a run whose document cannot be read, and whose pushes are lost too, is ended by the sweep",
        arguments: ["runs", "engine"])
    func corruptAndLost(collection: String) async throws {
        let theatre = Theatre()
        let job = try await theatre.accept(JobConfig(count: 1, seed: 3))
        try await theatre.play(until: .music, of: job.jobID)
        let key = DocumentKey("pipeline_jobs", job.jobID.rawValue, collection, "0000")
        let broken = Data(#"{"due_at":"2026-01-01T00:00:00.000Z","format":1,"stages":7}"#.utf8)
        try await theatre.store.commit([DocumentWrite(.put(DocumentBody(json: broken)), key, if: .none)])
        theatre.manual.advance(by: .seconds(600))
        _ = await theatre.queue.takeDue(at: theatre.manual.now)
        try await theatre.worker().sweep(Data())
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed && done.errors.map(\.code) == ["document_corrupt"])
    }

    @Test(
        "a run of which nothing can be read, its job neither, stops neither the sweep nor the queue",
        arguments: [true, false])
    func allCorrupt(isLost: Bool) async throws {
        let theatre = Theatre()
        let job = try await theatre.accept(JobConfig(count: 1, seed: 3))
        try await theatre.play(until: .music, of: job.jobID)
        let run = RunID(job: job.jobID, slot: Slot(0))
        let broken = Data(#"{"due_at":"2026-01-01T00:00:00.000Z","format":1,"stages":7}"#.utf8)
        for key in [DocumentKey.job(job.jobID), .run(run), .engine(run)] {
            try await theatre.store.commit([DocumentWrite(.put(DocumentBody(json: broken)), key, if: .none)])
        }
        theatre.manual.advance(by: .seconds(600))
        if isLost { _ = await theatre.queue.takeDue(at: theatre.manual.now) }
        await #expect(throws: Never.self) {
            try await theatre.worker().sweep(Data())
            try await theatre.play()
        }
    }

    @Test("a push that only a newer build can read is handed on every 30 s, for 15 minutes")
    func newerPayload() async throws {
        let theatre = Theatre()
        let worker = theatre.worker()
        let start = theatre.manual.now
        try await worker.receive(Data(#"{"version":9,"what":"ever"}"#.utf8))
        var last: Timestamp?
        var times = 0
        while let next = await theatre.queue.pending.first {
            theatre.manual.advance(to: next.notBefore ?? theatre.manual.now)
            last = next.notBefore
            times += 1
            for task in await theatre.queue.takeDue(at: theatre.manual.now) { try await worker.receive(task.body) }
        }
        #expect(times == 30)
        #expect(last == start + .seconds(900))
    }

    @Test("a stage that this build does not know waits for one that does, and then fails")
    func unknownStage() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play(until: .concept, of: job.jobID)
        let strange = StageID(rawValue: "hologram")
        let now = theatre.manual.now
        try await theatre.change(job.jobID) { state in
            state.run.graph = StageGraph(nodes: [StageNode(id: strange, needs: [], queue: .poll, weight: 1)])
            state.engine = EngineDocument(graph: state.run.graph, now: now)
        }
        let engine = try await theatre.run(job.jobID).engine
        try await TaskDispatcher(queue: theatre.queue, clock: theatre.manual).enqueueOwed(
            of: .run(RunID(job: job.jobID, slot: Slot(0))), in: engine,
            graph: try await theatre.run(job.jobID).run.graph)
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.errors.map(\.code) == ["unsupported_version"])
        #expect(try await theatre.run(job.jobID).engine.stages[strange]?.attempts == 0)
        #expect(theatre.manual.now >= now + .seconds(900))
    }

    @Test("a stage on which a build that knows it has worked waits its whole time anew")
    func knownMeanwhile() throws {
        let strange = StageID(rawValue: "hologram")
        let graph = StageGraph(nodes: [StageNode(id: strange, needs: [], queue: .poll, weight: 1)])
        let start = Timestamp(seconds: 1_770_458_400)
        let unknown = StageOutcome.handedOn(OdoriError(.unsupportedVersion, "no such stage here"))
        var engine = EngineDocument(graph: graph, now: start)
        let ends: [(Int, StageOutcome)] = [
            (0, unknown), (600, .waiting(until: start)), (901, unknown), (1500, unknown),
        ]
        for (second, outcome) in ends {
            let now = start + .seconds(second)
            let lease = engine.update(strange) { $0.takeLease(now: now, for: .seconds(60)) }
            let epoch = try #require(lease?.epoch)
            try engine.end(strange, epoch: epoch, with: outcome, graph: graph, at: now, slot: Slot(0))
        }
        #expect(engine.stages[strange]?.status == .waiting)
        let lease = engine.update(strange) { $0.takeLease(now: start + .seconds(1801), for: .seconds(60)) }
        try engine.end(
            strange, epoch: try #require(lease?.epoch), with: unknown, graph: graph, at: start + .seconds(1801),
            slot: Slot(0))
        #expect(engine.stages[strange]?.status == .failed)
    }
}

@Suite("A job's own documents")
struct JobLossTests {
    @Test("a job whose ledger or steps cannot be read fails, and says so", arguments: ["ledger", "job"])
    func corrupt(name: String) async throws {
        let theatre = Theatre()
        let job = try await theatre.accept(JobConfig(count: 2, seed: 3))
        try await theatre.play(until: .music, of: job.jobID)
        let key = DocumentKey("pipeline_jobs", job.jobID.rawValue, "engine", name)
        let broken = DocumentBody(json: Data(#"{"format":1,"lines":7,"stages":7}"#.utf8))
        try await theatre.store.commit([DocumentWrite(.put(broken), key, if: .none)])
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed)
        #expect(done.errors.map(\.code) == ["document_corrupt"])
        for slot in 0..<2 {
            let state = try await theatre.run(job.jobID, slot: slot)
            #expect(state.run.status == .cancelled && state.engine.dueAt == nil)
        }
    }

    @Test("a running job whose runs have all ended is found by the sweep")
    func unsettled() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play()
        try await Transactor(store: theatre.store, clock: theatre.clock).update(JobState.self, .init(job.jobID)) {
            $0.job.status = .running
        }
        theatre.manual.advance(by: .seconds(120))
        try await theatre.worker().sweep(Data())
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
    }
}
