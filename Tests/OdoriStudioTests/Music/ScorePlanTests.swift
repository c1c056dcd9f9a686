import OdoriDomain
import OdoriPorts
import Testing

@testable import OdoriStudio

@Suite("A score's plan")
struct ScorePlanTests {
    @Test(
        "takes the dance's tempo, by octaves into the style's range, or as near as octaves come",
        arguments: [
            ("kpop_dance", 118.0, 118.0), ("kpop_dance", 59.0, 118.0), ("kpop_dance", 236.0, 118.0),
            ("kpop_dance", 29.5, 118.0), ("future_bass", 70.0, 140.0), ("city_pop", 208.0, 104.0),
            ("kpop_dance", 95.0, 95.0), ("kpop_dance", 140.0, 140.0), ("city_pop", 150.0, 75.0),
            ("city_pop", 140.0, 140.0),
        ]
    )
    func tempo(style: String, dance: Double, expected: Double) throws {
        let style = try #require(Style.named(style))
        let plan = ScorePlan(.dance(style: style, tempo: dance))
        #expect(abs(60 / plan.secondsPerBeat - expected) < 0.001)
    }

    @Test("takes a tempo of the style when the analysis is a guess", arguments: Style.all)
    func guess(style: Style) {
        let tempi = (0..<40).map { seed in
            60 / ScorePlan(.dance(style: style, seed: seed, tempo: 77, confidence: 0.3)).secondsPerBeat
        }
        #expect(tempi.allSatisfy { ($0 - 0.01...$0 + 0.01).overlaps(style.bpm) })
        #expect(Set(tempi.map { $0.rounded() }).count > 5)
    }

    @Test("a dance's nonsense does not become the score's", arguments: [Double.nan, .infinity, -1, 0, 1e9])
    func nonsense(value: Double) {
        let plan = ScorePlan(.dance(tempo: value, drop: value))
        #expect((60.0...200).contains(60 / plan.secondsPerBeat))
        #expect((8...64).contains(plan.lead))
    }

    @Test("a drop on the dance's grid needs no trimming", arguments: 8...20)
    func onTheGrid(beats: Int) {
        let plan = ScorePlan(.dance(tempo: 118, drop: Double(beats) * 60 / 118))
        #expect(plan.lead == beats)
    }

    @Test("less than a beat is trimmed, and the score lasts to the dance's end")
    func trimming() {
        for step in 0..<200 {
            let brief = MusicBrief.dance(
                tempo: 113.7,
                drop: 4.3 + Double(step) * 0.025,
                duration: 10 + Double(step) * 0.02
            )
            let plan = ScorePlan(brief)
            let trimmed = plan.drop * plan.secondsPerBeat - brief.analysis.drop
            #expect(trimmed > -0.001 && trimmed < plan.secondsPerBeat, "drop at \(brief.analysis.drop)")
            let lastChord = plan.finalStart * plan.secondsPerBeat - trimmed
            #expect(lastChord < brief.duration && lastChord > brief.duration - 3 * plan.secondsPerBeat)
            #expect(plan.end * plan.secondsPerBeat - trimmed >= brief.duration)
        }
    }

    @Test("an early drop still gets an intro and a build")
    func earlyDrop() {
        let plan = ScorePlan(.dance(drop: 0.4))
        #expect(plan.bars.map(\.part).prefix(3) == [.intro, .build, .drop])
    }
}
