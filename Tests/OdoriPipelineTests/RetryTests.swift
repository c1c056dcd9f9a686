import Foundation
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("A retry")
struct RetryTests {
    private func retry(_ theatre: Theatre) -> JobRetry {
        JobRetry(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
    }

    @Test("opens what failed under a new generation, and keeps what finished")
    func reopens() async throws {
        let provider = PretendProvider()
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept()
        provider.failEverything(OdoriError(.providerFailed, "no capacity"))
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .failed)
        let before = try await theatre.run(job.jobID)
        provider.failEverything(nil)
        try await retry(theatre).retry(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed && state.job.generation == 1)
        #expect(state.job.errors.isEmpty)
        #expect(state.engine.stages[.concept]?.epoch == before.engine.stages[.concept]?.epoch)
        #expect(state.engine.stages[.dance(0)]?.generation == 1)
        #expect(state.run.name == before.run.name)
        #expect(Set(provider.submissions).count == provider.submissions.count)
    }

    @Test("adopts an operation that the provider still has")
    func adopts() async throws {
        let provider = PretendProvider()
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept()
        provider.breakFetching(times: 1000)
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .failed)
        provider.breakFetching(times: 0)
        let submitted = provider.submissions
        try await retry(theatre).retry(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        #expect(provider.submissions.filter(submitted.contains) == submitted)
    }

    @Test("conceives the character anew when its name was taken meanwhile")
    func nameTaken() async throws {
        let provider = PretendProvider()
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept()
        provider.failEverything(OdoriError(.providerFailed, "no capacity"))
        try await theatre.play()
        let failed = try await theatre.run(job.jobID)
        let key = try #require(failed.job.nameKey(of: failed.run))
        let other = NameClaim(
            key: key, name: "Somebody", characterID: try #require(failed.run.characterID),
            run: RunID(job: job.jobID, slot: Slot(7)))
        try await theatre.store.commit([.put(other, at: .name(key), if: .absent)])
        provider.failEverything(nil)
        try await retry(theatre).retry(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed)
        #expect(state.run.name != failed.run.name)
    }

    @Test("is refused while a job runs, after its success, and after a cancel")
    func refusals() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        await #expect(throws: JobRetry.Refusal.nothingToRetry(.queued)) {
            try await retry(theatre).retry(job.jobID, owner: Theatre.owner)
        }
        try await theatre.play()
        await #expect(throws: JobRetry.Refusal.nothingToRetry(.completed)) {
            try await retry(theatre).retry(job.jobID, owner: Theatre.owner)
        }
        await #expect(throws: JobRetry.Refusal.unknown) {
            try await retry(theatre).retry(job.jobID, owner: .shared)
        }
    }
}
