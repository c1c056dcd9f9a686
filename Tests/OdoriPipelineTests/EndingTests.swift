import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("Runs that end early")
struct EndingTests {
    @Test("a cancelled job stays cancelled, begins nothing more and calls its operations off")
    func cancel() async throws {
        let theatre = Theatre(provider: PretendProvider(checksUntilDone: 1000))
        let job = try await theatre.accept(JobConfig(count: 2, seed: 3))
        try await theatre.play(rounds: 60)
        let submitted = theatre.provider.submissions
        #expect(submitted.count == 10)
        let cancellation = JobCancellation(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        try await cancellation.cancel(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .cancelled)
        #expect(theatre.provider.submissions == submitted)
        #expect(Set(theatre.provider.cancelled) == Set(submitted))
        for slot in 0..<2 {
            let state = try await theatre.run(job.jobID, slot: slot)
            #expect(state.run.status == .cancelled)
            #expect(state.engine.dueAt == nil)
            #expect(state.engine.stages.values.allSatisfy { $0.operation?.isOpen != true })
            #expect(state.ledger.reserved == 0)
        }
        #expect(try await Outcome(of: theatre).documents.keys.allSatisfy { !$0.hasPrefix("names/") })
        try await cancellation.cancel(job.jobID, owner: Theatre.owner)
    }

    @Test("a job cancelled before it began begins nothing")
    func cancelEarly() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        let cancellation = JobCancellation(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        try await cancellation.cancel(job.jobID, owner: Theatre.owner)
        try await theatre.play(.doubledAndReversed)
        #expect(try await theatre.job(job.jobID).status == .cancelled)
        await #expect(throws: MissingDocument.self) { try await theatre.run(job.jobID) }
    }

    @Test("only its owner cancels a job, and only before its end")
    func refusals() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        let cancellation = JobCancellation(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        await #expect(throws: JobCancellation.Refusal.unknown) {
            try await cancellation.cancel(job.jobID, owner: .shared)
        }
        try await theatre.play()
        await #expect(throws: JobCancellation.Refusal.ended(.completed)) {
            try await cancellation.cancel(job.jobID, owner: Theatre.owner)
        }
    }

    @Test("a dance that the provider refuses fails its run; the operations under way are followed to their end")
    func providerRefuses() async throws {
        let provider = PretendProvider()
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept()
        provider.failEverything(OdoriError(.contentPolicy, "refused by the provider's safety rules"))
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed)
        #expect(done.errors.contains { $0.code == "content_policy" && $0.slot == Slot(0) })
        #expect(done.cost.spentUSD == 0 && done.cost.reservedUSD == 0)
        let state = try await theatre.run(job.jobID)
        #expect(state.engine.stages.values.allSatisfy { $0.operation?.isOpen != true })
        #expect(state.run.stages[.publish]?.status == .cancelled)
    }

    @Test("a concept of a minor is refused before any picture is drawn")
    func minors() async throws {
        let theatre = Theatre(concepts: PretendConceptWriter(age: 19))
        let job = try await theatre.accept()
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed)
        #expect(done.errors.map(\.code) == ["content_policy"])
        #expect(try await theatre.objects.list(prefix: "anime_dance/tmp", after: nil, limit: 10).isEmpty)
    }

    @Test("a reference that cannot be used is rejected with the reason, and so is a job that asks for it")
    func rejectedReference() async throws {
        let theatre = Theatre()
        try await theatre.addReferences()
        let intake = ReferenceIntake(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        let broken = try await intake.add(try theatre.entry("broken"))
        let acceptance = JobAcceptance(
            store: theatre.store, queue: theatre.queue, clock: theatre.clock, identifiers: FarIdentifiers())
        let job = try await acceptance.accept(
            JobConfig(count: 1, referenceVideos: ["broken"], seed: 1), owner: Theatre.owner)
        try await theatre.play()
        let found = try await ReferenceRepository(store: theatre.store).find(broken.id, for: Theatre.owner)
        #expect(found?.status == .rejected)
        #expect(found?.reason == "the file has no video stream")
        #expect(try await theatre.job(job.jobID).status == .failed)
        #expect(try await theatre.job(job.jobID).errors.allSatisfy { $0.code == "reference_rejected" })
        #expect(theatre.provider.submissions.isEmpty)
    }
}

extension Theatre {
    /// Plays for so many rounds of whatever is due.
    func play(rounds: Int) async throws {
        let worker = worker()
        for _ in 0..<rounds {
            let due = await queue.takeDue(at: manual.now).filter { !Self.isSweep($0) }
            if due.isEmpty { manual.advance(by: .seconds(1)) }
            for task in due { try await worker.receive(task.body) }
        }
    }
}
