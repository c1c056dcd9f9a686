import OdoriDomain
import OdoriJobs
import OdoriPorts
import OdoriTesting
import Synchronization
import SystemPackage
import Testing

@Suite("The two stickers")
struct StickerTests {
    @Test("one that is drawn is not drawn again because the other failed, in the next attempt or after a retry")
    func paidOnce() async throws {
        // The stage is tried three times in a generation; the fourth failure would be the second generation's.
        let images = Clumsy(failures: 4)
        let theatre = Theatre(images: images)
        let job = try await theatre.accept()
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .failed)
        let failed = images.drawn
        #expect(failed.chibis == 1 && failed.names > 1)
        try await JobRetry(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
            .retry(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed)
        #expect(images.drawn.chibis == 1 && images.drawn.names == 5)
        let stickers = try #require(state.engine.stages[.stickers])
        #expect(stickers.kept == nil && stickers.outputs?.assets.keys.sorted() == ["chibi", "name"])
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
    private let count = Mutex<(chibis: Int, names: Int)>((0, 0))

    init(failures: Int) {
        self.failures = failures
    }

    /// How many of each were begun.
    var drawn: (chibis: Int, names: Int) { count.withLock { $0 } }

    func draw(_ order: ImageOrder, into file: FilePath) async throws -> Priced<Origin> {
        let fails = count.withLock { count in
            if case .chibiSticker = order.subject { count.chibis += 1 }
            guard case .nameSticker = order.subject else { return false }
            count.names += 1
            return count.names <= failures
        }
        if fails { throw OdoriError(.unverifiedOutput, "nobody can read this", .transient) }
        return try await PretendImageGenerator(terms: terms).draw(order, into: file)
    }
}
