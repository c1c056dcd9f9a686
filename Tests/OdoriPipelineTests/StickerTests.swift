import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Synchronization
import SystemPackage
import Testing

@Suite("The two stickers")
struct StickerTests {
    @Test("one that is drawn is not drawn again because the other failed, in the next attempt or after a retry")
    func paidOnce() async throws {
        let limit = try #require(StageGraph.build(JobOptions()).node(.stickers)?.attemptLimit)
        // The last of them is the second generation's.
        let images = Clumsy(failures: limit + 1)
        let theatre = Theatre(images: images)
        let job = try await theatre.accept()
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .failed)
        #expect(images.drawn == (1, limit))
        try await JobRetry(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
            .retry(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed)
        #expect(images.drawn == (1, limit + 2))
        let stickers = try #require(state.engine.stages[.stickers])
        #expect(stickers.kept == nil && stickers.outputs?.assets.keys.sorted() == ["chibi", "name"])
    }

    @Test("the first is on record before the second is ordered, so that a worker which dies takes nothing with it")
    func recorded() async throws {
        let gate = Gate()
        let theatre = Theatre(images: Clumsy(failures: 0, waitingAt: gate))
        let job = try await theatre.accept()
        async let played: Void = theatre.play()
        await gate.waitUntilSomebodyWaits()
        let record = try #require(try await theatre.run(job.jobID).engine.stages[.stickers])
        #expect(record.kept?.assets.keys.sorted() == ["chibi"] && record.status == .running)
        gate.open()
        try await played
        #expect(try await theatre.job(job.jobID).status == .completed)
    }

    @Test("a worker that dies between the two leaves the first to its successor")
    func killed() async throws {
        let (gate, counted) = (Gate(), FaultPlan())
        let rehearsal = Theatre(images: Clumsy(failures: 0, waitingAt: gate))
        _ = try await rehearsal.accept()
        async let played: Void = rehearsal.play(on: rehearsal.worker(counted))
        await gate.waitUntilSomebodyWaits()
        let intent = counted.calls
        gate.open()
        try await played
        let images = Clumsy(failures: 0)
        let theatre = Theatre(images: images)
        let job = try await theatre.accept()
        let plan = FaultPlan(crash: .after, call: intent)
        try await theatre.play(dying: plan)
        #expect(plan.hasCrashed)
        #expect(images.drawn == (1, 1))
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed)
        // Whether the second was drawn the first time nobody can say.
        #expect(state.engine.stages[.stickers]?.ambiguous == 1)
    }

    @Test("what a worker keeps whose stage has gone to another does not count")
    func outlived() async throws {
        let gate = Gate()
        let images = Clumsy(failures: 0, waitingAt: gate)
        let theatre = Theatre(images: images)
        let job = try await theatre.accept()
        try await theatre.play(until: .stickers, of: job.jobID)
        let pushes = await theatre.queue.takeAll()
        let push = try #require(pushes.first { Theatre.isPush($0, for: .stickers) })
        for other in pushes where other != push { try await theatre.queue.putBack(other) }
        let frozen = theatre.worker(clock: ImpatientClock(clock: ManualClock(now: theatre.manual.now)))
        async let late: Void = frozen.receive(push.body)
        await gate.waitUntilSomebodyWaits()
        theatre.manual.advance(by: .seconds(61))
        try await theatre.worker().receive(push.body)
        let record = try #require(try await theatre.run(job.jobID).engine.stages[.stickers])
        #expect(record.status == .completed && record.kept == nil)
        gate.open()
        try await late
        #expect(images.drawn == (1, 2))
        #expect(try await theatre.run(job.jobID).engine.stages[.stickers] == record)
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
    }

    @Test("both are drawn again for the new name of a run that has lost its own")
    func anotherName() {
        var engine = EngineDocument(graph: StageGraph.build(JobOptions()), now: .init(milliseconds: 0))
        engine.update(.stickers) { record in
            record.status = .failed
            record.kept = StageOutputs(assets: [:])
        }
        var retried = engine
        retried.retry(StageGraph.build(JobOptions()), now: .init(milliseconds: 1))
        #expect(retried.stages[.stickers]?.kept != nil)
        engine.retryAll(StageGraph.build(JobOptions()), now: .init(milliseconds: 1))
        #expect(engine.stages[.stickers]?.kept == nil)
    }
}

/// Draws, for money, and fails at name stickers so often.
private final class Clumsy: ImageGenerator {
    let terms = CallTerms(provider: "painter", price: 40_000)
    private let failures: Int
    private let gate: Gate?
    private let count = Mutex<(chibis: Int, names: Int)>((0, 0))

    /// - Parameter gate: has to be passed before the first name is drawn.
    init(failures: Int, waitingAt gate: Gate? = nil) {
        self.failures = failures
        self.gate = gate
    }

    /// How many of each were begun.
    var drawn: (chibis: Int, names: Int) { count.withLock { $0 } }

    func draw(_ order: ImageOrder, into file: FilePath) async throws -> Priced<Origin> {
        // The how-manieth name it is; 0 for any other picture.
        let name = count.withLock { count in
            if case .chibiSticker = order.subject { count.chibis += 1 }
            guard case .nameSticker = order.subject else { return 0 }
            count.names += 1
            return count.names
        }
        if name == 1 { await gate?.pass() }
        if name > 0, name <= failures {
            throw OdoriError(.unverifiedOutput, "nobody can read this", .transient)
        }
        return try await PretendImageGenerator(terms: terms).draw(order, into: file)
    }
}
