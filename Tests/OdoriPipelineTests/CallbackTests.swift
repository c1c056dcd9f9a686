import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("Providers' callbacks")
struct CallbackTests {
    private static let links = CallbackLinks(signer: LocalSigner(), publicURL: "https://odori.test")

    private func theatre(_ provider: PretendProvider) -> Theatre {
        Theatre(
            provider: provider,
            callbacks: CallbackServices(links: Self.links, readers: [PretendReader()]))
    }

    private func task(
        _ job: JobID, stage: StageID = .dance(0), generation: Int = 0, body: String = "genuine"
    ) throws -> QueuedTask {
        let target = CallbackTarget(
            run: RunID(job: job, slot: Slot(0)), stage: stage, generation: generation)
        let token = try #require(Self.links.link(for: "pretend", target).split(separator: "/").last)
        return try CallbackTask(
            provider: "pretend", token: String(token), callback: ProviderCallback(headers: [:], body: Data(body.utf8))
        ).queued()
    }

    /// A job whose dances have been ordered, and wait for their next checks.
    private func ordered(_ theatre: Theatre) async throws -> JobID {
        let job = try await theatre.accept(
            JobConfig(count: 1, options: JobOptions(generateVariants: false), seed: 1)
        ).jobID
        let worker = theatre.worker()
        for _ in 0..<200 {
            // Until its first step there is no run.
            let record = try? await theatre.run(job).engine.stages[.dance(0)]
            if record?.operation != nil, record?.lease == nil, record?.status == .waiting { return job }
            let due = await theatre.queue.takeDue(at: theatre.manual.now)
            if due.isEmpty { theatre.manual.advance(by: .seconds(1)) }
            for task in due where !Theatre.isSweep(task) { try await worker.take(task) }
        }
        throw OdoriError(.internalError, "the dance was never ordered")
    }

    @Test("a genuine callback brings the next check forward, and the job ends as it would have")
    func forward() async throws {
        let theatre = theatre(PretendProvider(checksUntilDone: 3))
        let job = try await ordered(theatre)
        let before = try #require(try await theatre.run(job).engine.stages[.dance(0)])
        let worker = theatre.worker()
        try await worker.take(try task(job))
        let after = try #require(try await theatre.run(job).engine.stages[.dance(0)])
        #expect(after.check == before.check + 1 && after.dueAt == theatre.manual.now)
        #expect(after.attempts == 0 && after.operation == before.operation)
        try await theatre.play()
        #expect(try await theatre.job(job).status == .completed)
        #expect(theatre.provider.submissions.count == 3)
    }

    @Test("a replay, a forgery, an old generation, a stage without an operation and an ended job change nothing")
    func harmless() async throws {
        let theatre = theatre(PretendProvider(checksUntilDone: 3))
        let job = try await ordered(theatre)
        let worker = theatre.worker()
        try await worker.take(try task(job))
        let once = try await theatre.run(job).engine
        for task in [
            try task(job), try task(job, body: "forged"), try task(job, body: "unsure"), try task(job, generation: 1),
            try task(job, stage: .concept), try task(job, stage: StageID(rawValue: "nothing")),
        ] {
            try await worker.take(task)
        }
        var strange = try task(job)
        strange.body = Data("{}".utf8)
        try await worker.take(strange)
        #expect(try await theatre.run(job).engine == once)
        try await theatre.play()
        let ended = try await theatre.run(job)
        #expect(ended.job.status == .completed)
        try await worker.take(try task(job))
        #expect(try await theatre.run(job).engine == ended.engine)
    }

    @Test(
        "a callback names a submission whose answer was lost at a provider that cannot be asked: nothing is ambiguous")
    func namesLost() async throws {
        let provider = PretendProvider(checksUntilDone: 3, canLookUp: false)
        provider.loseNextAnswer()
        let theatre = theatre(provider)
        let job = try await ordered(theatre)
        let lost = try #require(
            try await theatre.run(job).engine.stages.first { $0.value.operation?.state == .submitting })
        try await theatre.worker().take(try task(job, stage: lost.key, body: "genuine op-0"))
        #expect(try await theatre.run(job).engine.stages[lost.key]?.operation?.id == "op-0")
        try await theatre.play()
        let state = try await theatre.run(job)
        #expect(state.job.status == .completed && state.job.cost.ambiguousOperations == 0)
        #expect(provider.submissions.count == 3 && state.ledger.spent == 3_000_000)
    }

    @Test("orders carry an address of their own, and only where its callbacks can be verified")
    func addresses() async throws {
        let provider = PretendProvider()
        let theatre = theatre(provider)
        _ = try await theatre.accept(JobConfig(count: 1, options: JobOptions(generateVariants: false), seed: 1))
        try await theatre.play()
        let addresses = provider.callbacks
        #expect(Set(addresses).count == 3)
        #expect(addresses.allSatisfy { $0.hasPrefix("https://odori.test/api/v1/callbacks/pretend/") })
        let other = Theatre(
            provider: PretendProvider(name: "other"),
            callbacks: CallbackServices(links: Self.links, readers: [PretendReader()]))
        _ = try await other.accept(JobConfig(count: 1, options: JobOptions(generateVariants: false), seed: 1))
        try await other.play()
        #expect(other.provider.callbacks.isEmpty)
    }

    @Test("a token's text is read back whole, and nothing else is one")
    func tokens() throws {
        let job = try #require(JobID(rawValue: "00000000-0000-4000-8000-000000000001"))
        let target = CallbackTarget(
            run: RunID(job: job, slot: Slot(7)), stage: .variantDance(.kpop), generation: 3)
        #expect(CallbackTarget(target.description) == target)
        for wrong in [
            "", "...", "\(job).7.dance_1.g0", "\(job).0007.dance_1.0", "\(job).0007.dance_1.g-1", "x.0001.a.g0",
        ] {
            #expect(CallbackTarget(wrong) == nil, "\(wrong)")
        }
    }
}

/// Believes what says that it is genuine.
private struct PretendReader: CallbackReader {
    let provider = "pretend"

    func read(_ callback: ProviderCallback) async throws -> CallbackNews {
        let words = String(decoding: callback.body, as: UTF8.self).split(separator: " ").map(String.init)
        switch words.first {
        case "genuine": return CallbackNews(operationID: words.dropFirst().first)
        default: throw CallbackRefused("forged")
        }
    }
}

private struct LocalSigner: Signer {
    func signature(of text: String) -> String { hexSHA256(Data("secret \(text)".utf8)) }
    func isValid(_ signature: String, of text: String) -> Bool { signature == self.signature(of: text) }
}
