import OdoriConsole
import OdoriDomain
import Testing

@Suite("The board")
struct BoardTests {
    private let job = JobAnswer.sample([
        .sample([
            .concept: StageAnswer(.completed, startedAt: .second(1), completedAt: .second(4)),
            .dance(0): StageAnswer(.running, progress: 0.5, startedAt: .second(70)),
            .dance(1): StageAnswer(.waiting, startedAt: .second(80)),
            .master: StageAnswer(.blocked),
        ])
    ])

    private func text(_ job: JobAnswer, width: Int = 100, height: Int = 30) -> [String] {
        Board(width: width, height: height).lines(for: job, now: .second(83)).map(\.text)
    }

    @Test("shows the job's status, phase, percentage and age first")
    func header() {
        #expect(text(job).first == "job 550e8400 · running · dance_generation · 45% · 1:23")
    }

    @Test("an ended job's age stands still")
    func endedHeader() {
        var job = JobAnswer.sample(status: .completed, percent: 100)
        job.completedAt = .second(60)
        #expect(text(job) == ["job 550e8400 · completed · 100% · 1:00"])
    }

    @Test("shows every stage in the graph's order, with bar, percentage, status and time where there is room")
    func everyStage() {
        let bar = 40
        #expect(
            text(job) == [
                "job 550e8400 · running · dance_generation · 45% · 1:23",
                "Mio Kazehara               " + filled(15, of: bar) + "  37%  1/4 stages",
                "  ✓ concept                " + filled(40, of: bar) + " 100%  completed 0:03",
                "  ▸ dance_0                " + filled(20, of: bar) + "  50%  running   0:13",
                "  … dance_1                " + filled(0, of: bar) + "   0%  waiting   0:03",
                "  · master                 " + filled(0, of: bar) + "   0%  blocked  ",
            ]
        )
    }

    private func filled(_ count: Int, of width: Int) -> String {
        String(repeating: "━", count: count) + String(repeating: "─", count: width - count)
    }

    @Test("shows only what is under way where there is less room, and then characters alone")
    func lessRoom() {
        let two = JobAnswer.sample([job.characters[0], .sample(job.characters[0].stages, slot: 1, name: nil)])
        #expect(text(two, height: 12).count == 11)
        #expect(text(two, height: 8).count == 7)
        #expect(text(two, height: 8).filter { $0.contains("concept") } == [])
        #expect(text(two, height: 7).map { $0.prefix(12) }.dropFirst() == ["Mio Kazehara", "character 2 "])
    }

    @Test("never draws more lines than the terminal has", arguments: [4, 5, 10, 24])
    func height(height: Int) {
        let many = JobAnswer.sample((0..<20).map { .sample(job.characters[0].stages, slot: $0, name: nil) })
        let lines = text(many, height: height)
        #expect(lines.count < height)
        #expect(lines.last == "and \(20 - (height - 3)) more" || height > 22)
    }

    @Test("never draws wider than the terminal", arguments: [20, 30, 60, 80, 200])
    func width(width: Int) {
        for line in Board(width: width, height: 30).lines(for: job, now: .second(83)) {
            #expect(visible(line.ansi(width: width)).count <= width)
        }
    }

    private func visible(_ text: String) -> String {
        text.replacing(/\u{1B}\[[0-9]*m/, with: "")
    }
}
