import OdoriDomain
import OdoriPorts
import Testing

@testable import OdoriStudio

@Suite("A composed score")
struct ScoreTests {
    private static func brief(_ seed: UInt64, _ style: Style) -> MusicBrief {
        // A different dance for every seed, on its grid or not.
        .dance(
            style: style,
            seed: seed,
            tempo: 92 + Double(seed % 61),
            drop: 2.5 + Double(seed % 37) * 0.13,
            duration: 8 + Double(seed % 8)
        )
    }

    private static func score(_ brief: MusicBrief) -> (plan: ScorePlan, score: Score) {
        let plan = ScorePlan(brief)
        return (plan, Session(plan: plan, arrangement: .band(for: brief.style), seed: brief.seed).score())
    }

    @Test("five hundred seeds of every style are sound", arguments: Style.all)
    func seeds(style: Style) throws {
        for seed in UInt64(0)..<500 {
            let (plan, score) = Self.score(Self.brief(seed, style))
            let complaint = Self.complaint(about: score, plan)
            try #require(complaint == nil, "seed \(seed): \(complaint ?? "")")
            if seed % 25 == 0 {
                let file = try MIDIReader(StandardMIDIFile.bytes(of: score))
                #expect(file.notes.count == score.tracks.reduce(0) { $0 + $1.notes.count })
            }
        }
    }

    /// What is wrong with a score, nil when nothing is.
    private static func complaint(about score: Score, _ plan: ScorePlan) -> String? {
        let notes = score.tracks.flatMap { track in track.notes.map { (track, $0) } }
        if Set(score.tracks.map(\.channel)).count != score.tracks.count { return "two parts on one channel" }
        for (track, note) in notes {
            let range = ranges[track.channel] ?? 20...110
            if !range.contains(note.pitch) { return "\(track.name) plays \(note.pitch)" }
            if !(1...127).contains(note.velocity) { return "velocity \(note.velocity)" }
            if note.start < 0 || note.length <= 0 || note.start > plan.finalStart { return "\(track.name): \(note)" }
            if note.start < plan.drop, note.end > plan.stopStart { return "\(track.name) sounds in the stop" }
            if (note.start * 4).truncatingRemainder(dividingBy: 1) != 0 { return "\(track.name) is off the grid" }
        }
        let onDrop = Set(notes.filter { $0.1.start == score.drop }.map { $0.0.channel })
        if !onDrop.isSuperset(of: [Score.Channel.drums, Score.Channel.pad, Score.Channel.impact]) {
            return "the drop is not played by all"
        }
        if !notes.contains(where: { $0.1.start < 1 }) { return "it begins with silence" }
        if score.drop != plan.drop || plan.lead - plan.build < 4 { return "no room for the intro" }
        let energy = { (range: Range<Double>) in
            notes.filter { range.contains($0.1.start) }.reduce(0) { $0 + $1.1.velocity }
        }
        if energy(plan.drop..<plan.drop + 4) < energy(0..<4) { return "the drop is thinner than the intro" }
        return nil
    }

    /// Where each part may be.
    private static let ranges: [Int: ClosedRange<Int>] = [
        Score.Channel.drums: 35...82, Score.Channel.bass: 26...52, Score.Channel.pad: 56...80,
        Score.Channel.lead[0]: 64...96, Score.Channel.lead[1]: 50...96, Score.Channel.teaser: 64...96,
    ]

    @Test("the same seed writes the same file, another seed another one")
    func determinism() {
        let files = (0..<50).map { StandardMIDIFile.bytes(of: Self.score(.dance(seed: $0)).score) }
        #expect(files == (0..<50).map { StandardMIDIFile.bytes(of: Self.score(.dance(seed: $0)).score) })
        #expect(Set(files).count == 50)
    }

    @Test("styles differ in instruments, grooves and chords")
    func styles() {
        let bands = Style.all.map(Arrangement.band(for:))
        #expect(Set(bands.map(\.kit.program)).count == bands.count)
        #expect(Set(bands.map(\.bass.program)).count == bands.count)
        #expect(Set(bands.map(\.grooves)).count == bands.count)
        #expect(Set(bands.map(\.progressions)).count == bands.count)
        #expect(bands.allSatisfy { $0.progressions.allSatisfy { $0.chords.count == 4 } })
    }

    @Test("every pattern of every band is one bar long")
    func patterns() {
        for band in Style.all.map(Arrangement.band(for:)) {
            let lines = band.grooves.flatMap { $0.intro + $0.drop }.map(\.steps)
            let hooks = band.hooks.flatMap { [$0.call, $0.answer] }
            for pattern in lines + hooks + band.bassLines + band.stabRhythms {
                #expect(pattern.written == 16)
            }
        }
    }

    @Test("the hook comes back: the phrase's first and third bars have the same rhythm")
    func hook() throws {
        for seed in UInt64(0)..<50 {
            let (plan, score) = Self.score(.dance(seed: seed, duration: 14))
            let lead = try #require(score.tracks.first { $0.channel == Score.Channel.lead[0] })
            let rhythm = { (bar: Int) in
                let start = plan.drop + Double(bar * 4)
                return lead.notes.filter { $0.start >= start && $0.start < start + 4 }.map { $0.start - start }
            }
            #expect(rhythm(0).count >= 4)
            #expect(rhythm(0) == rhythm(2))
        }
    }
}
