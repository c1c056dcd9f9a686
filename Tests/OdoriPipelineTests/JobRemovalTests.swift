import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Testing

@Suite("Removing a job")
struct JobRemovalTests {
    private func removal(_ theatre: Theatre) -> JobRemoval {
        JobRemoval(store: theatre.store, objects: theatre.objects, names: ObjectNames(prefix: "anime_dance"))
    }

    private func files(_ theatre: Theatre) async throws -> Set<String> {
        Set(try await theatre.objects.list(prefix: "", after: nil, limit: 10_000).map(\.name.rawValue))
    }

    private func documents(_ theatre: Theatre) -> Set<DocumentKey> {
        Set(theatre.store.everything().map(\.key))
    }

    @Test("takes its files and documents away and leaves everybody else's")
    func removes() async throws {
        let theatre = Theatre()
        let other = try await theatre.accept()
        try await theatre.play()
        let files = try await files(theatre)
        let kept = documents(theatre)
        let config = JobConfig(count: 2, seed: 2, webhookURL: "https://hooks.example/odori")
        let job = try await theatre.acceptAnother(config, after: 100)
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        let removed = try await removal(theatre).remove(job.jobID)
        #expect(removed.files > 40 && removed.documents >= 2 * 4 + 3 + 1)
        #expect(try await self.files(theatre) == files)
        #expect(documents(theatre) == kept)
        #expect(try await theatre.job(other.jobID).status == .completed)
        await #expect(throws: JobRemoval.Refusal.unknown) { try await removal(theatre).remove(job.jobID) }
    }

    @Test("is refused while it goes on, and possible once it was cancelled")
    func goesOn() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        let files = try await files(theatre)
        try await theatre.play(rounds: 12)
        await #expect(throws: JobRemoval.Refusal.goesOn(.running)) { try await removal(theatre).remove(job.jobID) }
        _ = try await JobCancellation(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
            .cancel(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        _ = try await removal(theatre).remove(job.jobID)
        #expect(try await self.files(theatre) == files)
    }

    @Test("late pushes of a job that was removed change nothing")
    func latePushes() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play()
        let pushes = await theatre.queue.accepted.filter { $0.path == "/tasks/stage" }
        _ = try await removal(theatre).remove(job.jobID)
        let kept = documents(theatre)
        for push in pushes { try await theatre.worker().take(push) }
        #expect(documents(theatre) == kept)
    }
}
