import OdoriDomain
import OdoriJobs
import OdoriPretend
import OdoriTesting
import Testing

@Suite("A whole job")
struct WholeJobTests {
    @Test("ends completed with everything the caller came for")
    func completes() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .completed)
        #expect(done.progress.percentComplete == 100)
        #expect(done.progress.currentStage == .done)
        let result = try #require(done.results.first)
        #expect(result.assets.dances.count == 3)
        #expect(Set(result.assets.remixes.keys) == ["full", "kpop", "swimsuit"])
        #expect(result.assets.deliverables.map(\.type) == [.watermarked, .kpopSoundtrack, .origSoundtrack])
        let run = try await theatre.run(job.jobID)
        #expect(run.run.stages.count == 19)
        #expect(run.run.stages.values.allSatisfy { $0.status == .completed })
        #expect(theatre.scratch.left == 0)
    }

    @Test("pays each operation exactly once and settles what it cost")
    func paysOnce() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play()
        #expect(theatre.provider.submissions.count == 5)
        #expect(Set(theatre.provider.submissions).count == 5)
        #expect(try await theatre.job(job.jobID).cost.spentUSD == 5)
        #expect(try await theatre.job(job.jobID).cost.reservedUSD == 0)
    }

    @Test("ends the same however its pushes arrive", arguments: Delivery.allCases)
    func survivesDelivery(_ delivery: Delivery) async throws {
        let calm = Theatre()
        _ = try await calm.accept(JobConfig(count: 2, seed: 7))
        try await calm.play()
        let rough = Theatre()
        let job = try await rough.accept(JobConfig(count: 2, seed: 7))
        try await rough.play(delivery)
        #expect(try await rough.job(job.jobID).status == .completed)
        #expect(try await Outcome(of: rough) == Outcome(of: calm))
        #expect(rough.provider.submissions.count == 10)
    }

    @Test("does only what its options ask for")
    func options() async throws {
        let theatre = Theatre()
        let options = JobOptions(generateVariants: false, createSoundtracks: false, applyWatermark: false)
        let job = try await theatre.accept(JobConfig(count: 1, options: options, seed: 1))
        try await theatre.play()
        let result = try #require(try await theatre.job(job.jobID).results.first)
        #expect(result.assets.remixes.keys.sorted() == ["full"])
        #expect(result.assets.deliverables.map(\.type) == [.clean])
        #expect(theatre.provider.submissions.count == 3)
    }

    @Test("never takes a name that the catalogue has")
    func avoidsNames() async throws {
        let theatre = Theatre()
        let first = try await theatre.accept()
        try await theatre.play()
        let acceptance = JobAcceptance(
            store: theatre.store, queue: theatre.queue, clock: theatre.clock, identifiers: FarIdentifiers())
        let second = try await acceptance.accept(JobConfig(count: 1, seed: 1), owner: Theatre.owner)
        try await theatre.play()
        let names = [
            try await theatre.job(first.jobID).results.first?.name,
            try await theatre.job(second.jobID).results.first?.name,
        ]
        #expect(names[0] != nil && names[1] != nil && names[0] != names[1])
    }

    @Test("a bound on its cost is never passed")
    func budget() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept(JobConfig(count: 1, maxCostUSD: 3, seed: 1))
        try await theatre.play(.atOnce)
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed)
        #expect(done.errors.contains { $0.code == "budget_exceeded" })
        #expect(theatre.provider.submissions.count <= 3)
        #expect(done.cost.spentUSD <= 3)
    }
}
