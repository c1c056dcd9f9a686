import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("What a push costs")
struct PushCostTests {
    private static let painter = CallTerms(provider: "painter", price: 40_000)

    @Test(
        """
        every push of a whole job commits twice, once more where money is reserved and once more for the answer of a call that is \
        answered at once; the engine is read by the first, and again only by who claims a name or publishes
        """)
    func wholeJob() async throws {
        let theatre = Theatre(images: CountingImages(terms: Self.painter))
        let job = try await theatre.accept()
        let store = CountingStore(theatre.store)
        let worker = theatre.worker(on: store)
        var reserving = 0
        while try await !theatre.job(job.jobID).status.isEnded {
            let due = await theatre.queue.takeDue(at: theatre.manual.now).filter { !Theatre.isSweep($0) }
            if due.isEmpty { theatre.manual.advance(by: .seconds(1)) }
            for task in due {
                guard let payload = try? TaskPayload(reading: task.body), case .run(let run) = payload.subject else {
                    try await worker.take(task)
                    continue
                }
                let lines = try await theatre.run(job.jobID).ledger.lines.count
                let before = store.counts
                try await worker.take(task)
                let (reads, commits) = (store.counts.reads - before.reads, store.counts.commits - before.commits)
                let reserved = try await theatre.run(run.job).ledger.lines.count - lines
                let isDance = StageKind(payload.stage)?.isMotion == true
                reserving += isDance ? reserved : 0
                #expect(reads == [.concept: 2, .publish: 1][payload.stage, default: 0], "\(payload.stage)")
                #expect(commits == 2 + (isDance ? reserved : 2 * reserved), "\(payload.stage)")
            }
        }
        #expect(try await theatre.job(job.jobID).status == .completed)
        #expect(reserving == theatre.provider.submissions.count && reserving == 5)
    }

    @Test("while the stages of five characters run side by side, their job's document is written about once a second")
    func jobDocument() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept(JobConfig(count: 5, seed: 1))
        let store = CountingStore(theatre.store)
        let begun = theatre.manual.now
        try await theatre.play(.atOnce, on: theatre.worker(on: store))
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .completed && done.progress.completed == 5)
        let seconds = Int(theatre.manual.now.duration(since: begun).inSeconds)
        // Beside that: its first step, and each character's end.
        #expect(store.counts.jobWrites <= seconds + 1 + 5 + 1)
        #expect(store.counts.commits > 5 * 19 * 2)
    }
}
