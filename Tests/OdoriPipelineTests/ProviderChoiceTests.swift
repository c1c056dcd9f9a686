import Foundation
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@testable import OdoriPipeline

@Suite("Refusals of paid providers")
struct ProviderChoiceTests {
    private static let arrears = OdoriError(.providerArrears, "refuses with 1102: the resource pack is used up")
    private static let busy = OdoriError(.providerBusy, "1303", .throttled(retryAfter: .seconds(1)))
    private static let noRight = OdoriError(.providerRefused, "refuses with 1103: no right to this model")

    private func config(prefer: [String]? = nil, count: Int = 1) -> JobConfig {
        JobConfig(count: count, options: JobOptions(generateVariants: false), seed: 1, prefer: prefer)
    }

    @Test("an account in arrears ends the job at once: nothing more is ordered by any of its characters, until a retry")
    func arrears() async throws {
        let provider = PretendProvider()
        provider.refuseNext([Self.arrears])
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept(config(count: 3))
        try await theatre.play()
        let failed = try await theatre.job(job.jobID)
        #expect(failed.status == .failed && provider.submissions.isEmpty)
        #expect(failed.errors.map(\.code) == Array(repeating: "provider_arrears", count: 3))
        #expect(failed.errors.allSatisfy { $0.message.contains("1102") })
        let ledger = try await theatre.run(job.jobID).ledger
        #expect(ledger.spent == 0 && ledger.reserved == 0 && ledger.stopped != nil)
        try await JobRetry(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
            .retry(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        #expect(provider.submissions.count == 9 && Set(provider.submissions).count == 9)
    }

    @Test("arrears that only the repetition of a lost order meets stop the orders as well")
    func laterArrears() async throws {
        let provider = PretendProvider()
        let lost = OdoriError(.providerUnavailable, "no answer", .transient)
        provider.refuseNext(Array(repeating: lost, count: JobConfig.dancesPerRun) + [Self.arrears])
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept(config())
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .failed && state.job.errors.contains { $0.code == "provider_arrears" })
        #expect(state.ledger.stopped != nil && state.ledger.reserved == 0)
    }

    @Test("an account that is full is waited for without spending an attempt, however often it says so")
    func busy() async throws {
        let provider = PretendProvider()
        provider.refuseNext(Array(repeating: Self.busy, count: 40))
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept(config())
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed && provider.submissions.count == 3)
        #expect(state.engine.stages.values.allSatisfy { $0.attempts == 0 })
        #expect(state.ledger.spent == 3_000_000 && state.ledger.reserved == 0)
    }

    @Test("an account that is full for a day ends the dance")
    func busyForADay() async throws {
        let provider = PretendProvider()
        let slow = OdoriError(.providerBusy, "1303", .throttled(retryAfter: .seconds(3600)))
        provider.refuseNext(Array(repeating: slow, count: 1000))
        let theatre = Theatre(provider: provider)
        let start = theatre.manual.now
        let job = try await theatre.accept(config())
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).errors.map(\.code) == ["provider_busy"])
        #expect(theatre.manual.now >= start + .seconds(86_400) && theatre.manual.now < start + .seconds(93_600))
    }

    @Test("no more operations are open than the account has slots, across jobs and workers", arguments: [1, 2, 4])
    func slots(slots: Int) async throws {
        let provider = PretendProvider(checksUntilDone: 2, slots: slots)
        let theatre = Theatre(provider: provider, motion: CountingMotion(provider, most: slots))
        let first = try await theatre.accept(config(count: 2))
        let second = try await JobAcceptance(
            store: theatre.store, queue: theatre.queue, clock: theatre.clock,
            identifiers: SequenceIdentifiers(after: 100)
        ).accept(config(), owner: Theatre.owner)
        try await theatre.play(.atOnce)
        for job in [first, second] { #expect(try await theatre.job(job.jobID).status == .completed) }
        #expect(provider.submissions.count == 9 && Set(provider.submissions).count == 9)
        let state = try await theatre.run(first.jobID)
        #expect(state.engine.stages.values.allSatisfy { $0.attempts == 0 })
    }

    @Test("another job's document that cannot be read takes no slot, and keeps nobody from ordering")
    func unreadableSlots() async throws {
        let theatre = Theatre(provider: PretendProvider(slots: 1))
        let broken = Data(#"{"due_at":"2026-01-01T00:00:00.000Z","format":1,"stages":7}"#.utf8)
        let key = DocumentKey.engine(RunID(job: SequenceIdentifiers(after: 900).jobID(), slot: Slot(0)))
        try await theatre.store.commit([DocumentWrite(.put(json: broken), key, if: .absent)])
        let job = try await theatre.accept(config())
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
    }

    @Test("what one provider refuses for good before there is an operation goes to the next that the job prefers")
    func failOver() async throws {
        for refusal in [Self.noRight, Self.arrears] {
            let (kling, fal) = (PretendProvider(name: "kling"), PretendProvider(name: "fal"))
            kling.refuseNext(Array(repeating: refusal, count: 3))
            let theatre = Theatre(provider: kling, otherMotion: [fal])
            let job = try await theatre.accept(config(prefer: ["kling", "fal"]))
            try await theatre.play()
            let state = try await theatre.run(job.jobID)
            #expect(state.job.status == .completed)
            #expect(kling.submissions.isEmpty && fal.submissions.count == 3)
            #expect(state.ledger.spent == 3_000_000 && state.ledger.reserved == 0 && state.ledger.stopped == nil)
            let record = try #require(state.engine.stages[.dance(0)])
            #expect(record.passedOver == ["kling"] && record.operation?.provider == "fal")
            #expect(record.outputs?.origin?.provider == "fal")
        }
    }

    @Test("a job that prefers nobody stays with the first provider, and one that prefers another begins there")
    func preference() async throws {
        let (kling, fal) = (PretendProvider(name: "kling"), PretendProvider(name: "fal"))
        kling.refuseNext([Self.noRight])
        let theatre = Theatre(provider: kling, otherMotion: [fal])
        let job = try await theatre.accept(config())
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).errors.map(\.code) == ["provider_refused"])
        #expect(fal.submissions.isEmpty)
        let other = try await JobAcceptance(
            store: theatre.store, queue: theatre.queue, clock: theatre.clock,
            identifiers: SequenceIdentifiers(after: 100)
        ).accept(config(prefer: ["fal"]), owner: Theatre.owner)
        try await theatre.play()
        #expect(try await theatre.job(other.jobID).status == .completed)
        #expect(fal.submissions.count == 3)
    }

    @Test("a refusal of the content, a doubt and a failure at the end are given to nobody else")
    func noFailOver() async throws {
        let policy = OdoriError(.contentPolicy, "the content is not safe")
        let (kling, fal) = (PretendProvider(name: "kling"), PretendProvider(name: "fal"))
        kling.refuseNext([policy])
        kling.loseNextAnswer()
        let theatre = Theatre(provider: kling, otherMotion: [fal])
        let job = try await theatre.accept(config(prefer: ["kling", "fal"]))
        try await theatre.play()
        let errors = try await theatre.job(job.jobID).errors
        #expect(errors.map(\.code) == ["content_policy"] && errors[0].message.contains("not safe"))
        #expect(fal.submissions.isEmpty)
        #expect(Set(kling.submissions).count == kling.submissions.count)

        let failing = PretendProvider(name: "kling")
        failing.failEverything(OdoriError(.providerFailed, "no motion"))
        let second = Theatre(provider: failing, otherMotion: [fal])
        let end = try await second.accept(config(prefer: ["kling", "fal"]))
        try await second.play()
        #expect(try await second.job(end.jobID).errors.first?.code == "provider_failed")
        #expect(fal.submissions.isEmpty)
    }

    @Test("the pause grows to a minute, is spread, and is never shorter than was asked")
    func pauses() throws {
        let key = try #require(OperationKey(rawValue: String(repeating: "a", count: 32)))
        let pauses = (0...9).map { BusyPause.pause(check: $0, asked: nil, key: key) }
        for (check, pause) in pauses.enumerated() {
            let step = Duration.milliseconds(min(60_000, 1000 << min(check, 6)))
            #expect(pause >= step && pause <= step * 1.5)
        }
        #expect(BusyPause.pause(check: 0, asked: .seconds(90), key: key) == .seconds(90))
    }
}
