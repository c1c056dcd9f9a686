import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("Paid work")
struct MoneyTests {
    private static let paid = CallTerms(provider: "pretend", price: 40_000)

    @Test("a paid picture has its intent, its price and one line in the ledger")
    func pictures() async throws {
        let theatre = Theatre(images: CountingImages(terms: Self.paid))
        let job = try await theatre.accept()
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed)
        #expect(state.ledger.reserved == 0)
        #expect(state.ledger.spent == 9 * 40_000 + 5 * 1_000_000)
        #expect(state.engine.stages[.stickers]?.calls == 2)
    }

    @Test("an answer lost on the way back is ambiguous: counted, paid for, and asked for once more")
    func resubmitOnce() async throws {
        let images = CountingImages(terms: Self.paid, losing: 1)
        let theatre = Theatre(images: images)
        let job = try await theatre.accept()
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed)
        #expect(state.job.cost.ambiguousOperations == 1)
        #expect(state.ledger.spent == 10 * 40_000 + 5 * 1_000_000)
        #expect(images.drawn == 10)
    }

    @Test("a second lost answer of the same picture ends it")
    func twice() async throws {
        let images = CountingImages(terms: Self.paid, losing: 2)
        let theatre = Theatre(images: images)
        let job = try await theatre.accept()
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed)
        #expect(done.errors.map(\.code) == ["ambiguous_operation"])
        #expect(done.cost.ambiguousOperations == 2)
        #expect(images.animeImages == 2)
    }

    @Test("the policy can be to pay for nothing twice, come what may")
    func failPolicy() async throws {
        let images = CountingImages(terms: Self.paid, losing: 1)
        let theatre = Theatre(images: images, ambiguous: .fail)
        let job = try await theatre.accept()
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).errors.map(\.code) == ["ambiguous_operation"])
        #expect(images.animeImages == 1)
    }

    @Test("a cancelled job's operation that cannot be called off is followed to its price")
    func cancelledButBilled() async throws {
        let provider = PretendProvider(checksUntilDone: 30, canCancel: false)
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept()
        try await theatre.play(rounds: 60)
        #expect(provider.submissions.count == 5)
        let outcome = try await JobCancellation(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
            .cancel(job.jobID, owner: Theatre.owner)
        #expect(outcome.inFlight == 0)
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .cancelled && state.run.status == .cancelled)
        #expect(state.ledger.spent == 5_000_000 && state.ledger.reserved == 0)
        #expect(state.job.cost.spentUSD == 5)
        #expect(provider.submissions.count == 5)
    }

    @Test("a provider that cannot be asked makes a lost order ambiguous, and it is ordered once more")
    func cannotAsk() async throws {
        let provider = PretendProvider(canLookUp: false)
        provider.loseNextAnswer()
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept()
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed)
        #expect(state.job.cost.ambiguousOperations == 1)
        #expect(provider.submissions.count == 6)
        #expect(state.ledger.spent == 6_000_000)
    }

    @Test("a price above the worst one is counted")
    func drift() async throws {
        let theatre = Theatre(provider: PretendProvider(price: 1_000_000, bill: 1_500_000))
        let job = try await theatre.accept()
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.cost.priceDrift == 5)
        #expect(done.cost.spentUSD == 7.5)
    }
}
