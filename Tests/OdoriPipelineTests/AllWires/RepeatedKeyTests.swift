import OdoriDomain
import OdoriFakes
import OdoriJobs
import OdoriTesting
import Testing

/// Kling takes a key once. What it says to one that comes again is not documented, so it is not believed.
@Suite("A key that Kling has had before", .timeLimit(.minutes(3)))
struct RepeatedKeyTests {
    /// Nothing that is taken is shown under its key, so each dance is ordered again.
    private static let faults =
        #"{"first": {"kling": "lose_reply"}, "visible_after_ms": 3600000, "end_after_ms": 0}"#

    @Test("is refused when its first answer was lost, and looked up again: one dance a key, paid for once")
    func refused() async throws {
        try await Wires.playing(faults: Self.faults) { wires in
            let theatre = wires.theatre
            let options = JobOptions(generateVariants: false, createSoundtracks: false, applyWatermark: false)
            let job = try await theatre.accept(JobConfig(count: 1, options: options, seed: 1))
            let worker = theatre.worker()
            for _ in 0..<2000 where try await wires.books().refusals(1201) < JobConfig.dancesPerRun {
                try await theatre.step(worker)
            }
            try await wires.setFaults(#"{"visible_after_ms": 0}"#)
            try await theatre.play()
            let state = try await theatre.run(job.jobID)
            #expect(state.job.status == .completed, "\(state.job.errors)")
            let books = try await wires.books()
            #expect(books.operations("kling") == JobConfig.dancesPerRun && books.duplicates == 0)
            #expect(books.refusals(1201) == JobConfig.dancesPerRun, "each key was sent twice")
            let spent = try await books.billed + wires.calls().ofJobs.reduce(0) { $0 + $1.price }
            #expect(state.ledger.spent == spent && state.ledger.reserved == 0)
            #expect(state.engine.stages.values.allSatisfy { $0.ambiguous == 0 && $0.duplicates == 0 })
        }
    }
}
