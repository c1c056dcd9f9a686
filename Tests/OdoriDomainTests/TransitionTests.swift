import OdoriDomain
import Testing

@Suite("Stage transitions")
struct TransitionTests {
    private static let now = Timestamp(seconds: 1_770_458_400)
    private static let graph = StageGraph.build(JobOptions())

    private static func working(on stage: StageID) -> (EngineDocument, Int) {
        var engine = EngineDocument(graph: graph, now: now)
        engine.update(stage) { $0.status = .ready }
        let lease = engine.update(stage) { $0.takeLease(now: now, for: .seconds(60)) }
        return (engine, lease?.epoch ?? 0)
    }

    private static func end(_ stage: StageID, with outcome: StageOutcome) throws -> EngineDocument {
        var (engine, epoch) = working(on: stage)
        try engine.end(stage, epoch: epoch, with: outcome, graph: graph, at: now, slot: Slot(0))
        return engine
    }

    @Test("a finished stage makes ready exactly what waited for it alone")
    func finish() throws {
        let engine = try Self.end(.concept, with: .finished(StageOutputs()))
        let ready = engine.stages.filter { $0.value.status == .ready }.map(\.key)
        #expect(Set(ready) == [.animeImage, .stickers, .music])
        #expect(engine.dueAt == Self.now)
    }

    @Test("waiting spends no attempt, a reported failure spends one, a shutdown spends none")
    func attempts() throws {
        let later = Self.now + .seconds(5)
        let waiting = try Self.end(.music, with: .waiting(until: later, queue: .poll)).stages[.music]
        #expect(waiting?.attempts == 0 && waiting?.check == 1 && waiting?.dueAt == later && waiting?.queue == .poll)
        let error = OdoriError(.toolFailed, "broke", .transient)
        let retry = try Self.end(.music, with: .retry(error, after: .seconds(2))).stages[.music]
        #expect(retry?.attempts == 1 && retry?.status == .waiting && retry?.dueAt == Self.now + .seconds(2))
        let interrupted = try Self.end(.music, with: .interrupted).stages[.music]
        #expect(interrupted?.attempts == 0 && interrupted?.status == .ready && interrupted?.dueAt == Self.now)
        #expect([waiting, retry, interrupted].allSatisfy { $0?.lease == nil })
    }

    @Test("a stage that fails for good lets nothing new begin and leaves open operations to be followed")
    func failing() throws {
        var (engine, epoch) = Self.working(on: .music)
        let job = try #require(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000"))
        let key = OperationKey(run: RunID(job: job, slot: Slot(0)), stage: .dance(0), generation: 0)
        engine.update(.dance(0)) { record in
            record.status = .waiting
            record.dueAt = Self.now
            record.operation = Operation(key: key, provider: "x", submitBy: Self.now)
        }
        try engine.end(
            .music, epoch: epoch, with: .failed(OdoriError(.providerFailed, "no")), graph: Self.graph, at: Self.now,
            slot: Slot(0))
        #expect(engine.failing)
        #expect(engine.stages[.dance(0)]?.status == .waiting)
        #expect(engine.stages[.dance(1)]?.status == .cancelled)
        #expect(!engine.isEnded)
    }

    @Test("a push that comes before it is due is early, but not what is ready or looks after a lease")
    func earliness() {
        let (soon, later) = (Self.now + .seconds(3), Self.now + .seconds(4))
        var record = StageRecord(status: .ready, dueAt: soon)
        #expect(record.earliness(generation: 0, check: 0, now: Self.now) == nil)
        record.wait(until: soon)
        #expect(record.earliness(generation: 0, check: 1, now: Self.now) == .seconds(3))
        #expect(record.earliness(generation: 0, check: 1, now: soon) == nil)
        #expect(record.earliness(generation: 0, check: 0, now: Self.now) == nil)
        #expect(record.earliness(generation: 1, check: 1, now: Self.now) == nil)
        let lease = record.takeLease(now: Self.now, for: .seconds(2))
        #expect(record.dueAt == lease.owedAt)
        #expect(record.earliness(generation: 0, check: 1, now: Self.now) == nil)
        record.moveOn(dueAt: later)
        #expect(record.earliness(generation: 0, check: 2, now: Self.now) == .seconds(4))
        (record.lease, record.status) = (nil, .completed)
        #expect(record.earliness(generation: 0, check: 2, now: Self.now) == .seconds(4))
    }

    @Test("a push is decided by generation, check, status and lease alone")
    func decisions() {
        var record = StageRecord(status: .ready, generation: 1, dueAt: Self.now)
        record.check = 4
        #expect(record.decide(generation: 0, check: 4, now: Self.now) == .heal)
        #expect(record.decide(generation: 1, check: 3, now: Self.now) == .heal)
        #expect(record.decide(generation: 1, check: 4, now: Self.now) == .work)
        let lease = record.takeLease(now: Self.now, for: .seconds(60))
        #expect(record.decide(generation: 1, check: 4, now: Self.now) == .held(until: lease.expiresAt))
        #expect(record.decide(generation: 1, check: 4, now: lease.expiresAt) == .work)
        record.crashes = StageRecord.crashLimit - 1
        #expect(record.decide(generation: 1, check: 4, now: lease.expiresAt) == .crashedTooOften)
        record.status = .completed
        (record.lease, record.dueAt) = (nil, nil)
        #expect(record.decide(generation: 1, check: 4, now: lease.expiresAt) == .heal)
        record.dueAt = Self.now
        #expect(record.decide(generation: 1, check: 4, now: Self.now) == .reconcile)
        #expect(StageRecord(status: .blocked).decide(generation: 0, check: 0, now: Self.now) == .heal)
    }

    @Test("an error's class alone decides what happens next")
    func classes() {
        func outcome(_ kind: OdoriError.Kind, attempts: Int = 0) -> String {
            switch StageOutcome(OdoriError(.providerFailed, "", kind), attempts: attempts, limit: 3) {
            case .failed: "failed"
            case .retry(_, let after): "retry after \(after.inSeconds)"
            default: "other"
            }
        }
        #expect(outcome(.permanent) == "failed")
        #expect(outcome(.transient) == "retry after 2.0")
        #expect(outcome(.transient, attempts: 1) == "retry after 4.0")
        #expect(outcome(.transient, attempts: 2) == "failed")
        #expect(outcome(.throttled(retryAfter: .seconds(90))) == "retry after 90.0")
    }

    @Test("a ledger reserves and settles once per key, and never past its bound")
    func ledger() throws {
        let job = try #require(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000"))
        let keys = (0..<3).map { OperationKey(run: RunID(job: job, slot: Slot($0)), stage: .dance(0), generation: 0) }
        var ledger = LedgerDocument()
        for _ in 0..<2 { try ledger.reserve(400, for: keys[0], bound: 1000) }
        try ledger.reserve(400, for: keys[1], bound: 1000)
        #expect(throws: OdoriError(.budgetExceeded, "")) { try ledger.reserve(400, for: keys[2], bound: 1000) }
        for price: Int64 in [300, 900] { ledger.settle(price, for: keys[0]) }
        #expect(ledger.spent == 300 && ledger.reserved == 400)
        ledger.closed = true
        #expect(throws: OdoriError(.cancelled, "")) { try ledger.reserve(1, for: keys[2], bound: nil) }
    }

    @Test("progress never falls and is a hundred only when done")
    func progress() {
        var progress = JobProgress(totalCharacters: 1)
        progress.percentComplete = 60
        progress.advance(to: JobProgress(runs: [], total: 1))
        #expect(progress.percentComplete == 60)
        progress.finish()
        #expect(progress.percentComplete == 100 && progress.currentStage == .done)
    }
}
