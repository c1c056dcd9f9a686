import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("A provider that fails")
struct CircuitTests {
    private static let down = OdoriError(.providerUnavailable, "503 from the provider", .transient)
    private static let refused = OdoriError(.contentPolicy, "not this picture")
    private static let throttled = OdoriError(.providerUnavailable, "429", .throttled(retryAfter: .seconds(1)))

    private static func config(_ count: Int = 1, prefer: [String]? = nil) -> JobConfig {
        JobConfig(count: count, options: JobOptions(generateVariants: false), seed: 1, prefer: prefer)
    }

    /// Whose pictures fail for so long; nil: for ever.
    private static func theatre(for pause: Duration?, _ error: OdoriError = down) -> (Theatre, AilingImages) {
        let clock = ManualClock()
        let images = AilingImages(clock: clock, until: pause.map { clock.now + $0 }, failing: error)
        return (Theatre(images: images, manual: clock), images)
    }

    private static func isOut(_ theatre: Theatre) async throws -> Bool {
        try await theatre.providers.list().contains { $0.outage != nil }
    }

    @Test("is left alone, asked again by one stage at a time, and no stage fails because of it, however long it takes")
    func outage() async throws {
        let (theatre, images) = Self.theatre(for: .seconds(600))
        let job = try await theatre.accept(Self.config(3))
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .completed && done.progress.completed == 3 && done.errors.isEmpty)
        // Three in a row, then one after 5, 10, 20 … 120 seconds.
        #expect(images.failures >= 7 && images.failures <= 3 + 8)
        for slot in 0..<3 {
            let state = try await theatre.run(job.jobID, slot: slot)
            #expect(state.engine.stages.values.allSatisfy { $0.attempts < ProviderSignal.limit && $0.error == nil })
            #expect(state.ledger.reserved == 0)
        }
        let circuit = try #require(try await theatre.providers.list().first)
        #expect(circuit.provider == "painter" && !circuit.isPaused)
    }

    @Test("is named by the stages that wait for it, with the reason and since when")
    func reason() async throws {
        let (theatre, _) = Self.theatre(for: .seconds(600))
        let job = try await theatre.accept(Self.config(3))
        try await theatre.play(on: theatre.worker()) { try await Self.isOut(theatre) }
        let since = try #require(try await theatre.providers.list().first?.outage?.since)
        var waiting: [StageView] = []
        for slot in 0..<3 {
            let view = try await theatre.run(job.jobID, slot: slot).run.stages[.animeImage]
            waiting += [view].compactMap(\.self).filter { $0.error?.code == "provider_paused" }
        }
        #expect(!waiting.isEmpty && waiting.allSatisfy { $0.status == .waiting })
        let words = ["painter", since.rfc3339, "503 from the provider"]
        #expect(waiting.allSatisfy { view in words.allSatisfy { view.error?.message.contains($0) == true } })
    }

    @Test("is left alone by other workers as well")
    func workers() async throws {
        let (theatre, images) = Self.theatre(for: .seconds(600))
        let job = try await theatre.accept(Self.config(4))
        let (one, other) = (theatre.worker(), theatre.worker())
        try await theatre.play(on: one) { try await Self.isOut(theatre) }
        let probeAt = try #require(try await theatre.providers.list().first?.outage?.probeAt)
        let before = images.failures
        try await theatre.play(on: other) { theatre.manual.now >= probeAt }
        #expect(images.failures == before)
        for slot in 0..<4 {
            let record = try await theatre.run(job.jobID, slot: slot).engine.stages[.animeImage]
            #expect(record?.error?.code == "provider_paused")
        }
    }

    @Test("that only refuses or asks for patience is not left alone", arguments: [refused, throttled])
    func refusals(_ error: OdoriError) async throws {
        let (theatre, _) = Self.theatre(for: nil, error)
        let job = try await theatre.accept(Self.config(4))
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .failed)
        #expect(try await theatre.providers.list().isEmpty)
    }

    @Test("for a day ends what waits for it")
    func forADay() async throws {
        let (theatre, _) = Self.theatre(for: nil)
        let start = theatre.manual.now
        let job = try await theatre.accept(Self.config())
        try await theatre.play()
        let failed = try await theatre.job(job.jobID)
        #expect(failed.status == .failed)
        #expect(failed.errors.map(\.code) == ["provider_unavailable"])
        let waited = theatre.manual.now.duration(since: start)
        #expect(waited >= .seconds(86_400) && waited < .seconds(90_000))
    }

    @Test("loses nothing that it makes already: checks wait as well, and the dances are fetched when it answers again")
    func checks() async throws {
        let (provider, clock) = (PretendProvider(checksUntilDone: 3), ManualClock())
        let motion = AilingMotion(provider, clock: clock, downAfter: 3, for: .seconds(600))
        let theatre = Theatre(provider: provider, motion: motion, manual: clock)
        let job = try await theatre.accept(Self.config())
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(motion.failures >= 7 && motion.failures <= 3 + 8)
        #expect(state.job.status == .completed && provider.submissions.count == 3)
        #expect(state.ledger.spent == 3_000_000 && state.ledger.reserved == 0)
    }

    @Test("leaves orders that were not begun to the next provider that the job prefers")
    func prefers() async throws {
        let (first, second) = (PretendProvider(name: "first"), PretendProvider(name: "second"))
        let theatre = Theatre(provider: first, otherMotion: [second])
        try await theatre.providers.pause("first", because: "a test")
        let job = try await theatre.accept(Self.config(prefer: ["first", "second"]))
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        #expect(first.submissions.isEmpty && second.submissions.count == 3)
    }

    @Test("or that an operator pauses gets no orders until it is resumed; what it has already is followed to its end")
    func operators() async throws {
        let provider = PretendProvider(checksUntilDone: 5)
        let theatre = Theatre(provider: provider)
        let worker = theatre.worker()
        let first = try await theatre.accept(Self.config())
        try await theatre.play(on: worker) { provider.submissions.count == 3 }
        try await theatre.providers.pause("pretend", because: "the bill is looked into")
        theatre.manual.advance(by: .seconds(6))
        let second = try await theatre.acceptAnother(Self.config(), after: 100)
        let paused = theatre.manual.now
        try await theatre.play(on: worker) { theatre.manual.now >= paused + .seconds(120) }
        #expect(try await theatre.job(first.jobID).status == .completed)
        #expect(provider.submissions.count == 3)
        let waiting = try await theatre.run(second.jobID).run.stages[.dance(1)]
        #expect(waiting?.status == .waiting && waiting?.attempts == 0)
        #expect(waiting?.error?.message.contains("the bill is looked into") == true)
        try await theatre.providers.resume("pretend")
        try await theatre.play(on: worker)
        #expect(try await theatre.job(second.jobID).status == .completed)
        #expect(provider.submissions.count == 6)
    }

    @Test("is known in the store only once it failed: without trouble nothing is written, and read every few seconds")
    func quiet() async throws {
        let theatre = Theatre()
        let store = CircuitStore(theatre.store)
        _ = try await theatre.accept()
        let began = theatre.manual.now
        try await theatre.play(on: theatre.worker(on: store))
        let seconds = theatre.manual.now.duration(since: began).inSeconds
        #expect(store.writes == 0)
        #expect(store.reads > 0 && Double(store.reads) <= 1 + seconds / 5)
    }

    @Test("is counted when it is paused, and while it is")
    func metrics() async throws {
        let (theatre, _) = Self.theatre(for: .seconds(60))
        let meter = Meter()
        _ = try await theatre.accept(Self.config(3))
        let context = WorkContext.current.with { $0.meter = meter }
        try await WorkContext.$current.withValue(context) { try await theatre.play() }
        #expect(meter.value(of: .providerPauses, "painter") == 1)
    }
}
