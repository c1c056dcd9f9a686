import OdoriConsole
import OdoriDomain
import Testing

@Suite("Plain progress")
struct StageChangesTests {
    @Test("says each change of a stage once, in the graph's order, and the job's own changes")
    func changes() {
        var changes = StageChanges()
        let begun = JobAnswer.sample([
            .sample(
                [.concept: StageAnswer(.running, startedAt: .second(1)), .animeImage: StageAnswer(.blocked)],
                name: nil
            )
        ])
        #expect(
            changes.lines(for: begun, now: .second(2)) == [
                "0:02  character 1  concept begins",
                "0:02  job 550e8400-e29b-41d4-a716-446655440000 running (45%)",
            ]
        )
        #expect(changes.lines(for: begun, now: .second(3)) == [])
        let later = JobAnswer.sample([
            .sample([
                .animeImage: StageAnswer(.running),
                .concept: StageAnswer(.completed, startedAt: .second(1), completedAt: .second(5)),
            ])
        ])
        #expect(
            changes.lines(for: later, now: .second(6)) == [
                "0:06  Mio Kazehara  concept completed in 0:04",
                "0:06  Mio Kazehara  anime_image begins",
            ]
        )
    }

    @Test("a provider's checks, running and waiting in turn, are one piece of news")
    func checks() {
        var changes = StageChanges()
        func lines(_ status: StageStatus) -> [String] {
            changes.lines(for: .sample([.sample([.dance(0): StageAnswer(status)])]), now: .second(9))
        }
        #expect(lines(.running).count == 2)
        #expect(lines(.waiting) == [])
        #expect(lines(.running) == [])
        #expect(lines(.failed) == ["0:09  Mio Kazehara  dance_0 failed"])
    }
}
