import OdoriDomain
import Testing

@testable import OdoriStudio

@Suite("Choreographies")
struct ChoreographyTests {
    @Test("key poses fall exactly on their beats", arguments: StudioReferences.all)
    func keysOnBeats(entry: StudioReferences.Entry) {
        let dance = entry.choreography
        for key in dance.keys {
            #expect(dance.keyPose(at: key.beat).distance(to: key.pose) < 1e-9)
            #expect(abs(dance.grid.time(of: key.beat) - key.beat * 60 / entry.tempo) < 1e-9)
        }
        let lowest = (0..<20).map {
            dance.pose(at: (4 + Double($0) / 20) * 60 / entry.tempo) - dance.keyPose(at: 4 + Double($0) / 20)
        }
        let deepest = lowest.indices.max { lowest[$0][.pelvisY] < lowest[$1][.pelvisY] }
        #expect(deepest == 0, "the bounce is deepest on the beat")
    }

    @Test("a drawing falls on every beat, so that no accent is lost", arguments: StudioReferences.all)
    func drawingsOnBeats(entry: StudioReferences.Entry) {
        let grid = entry.choreography.grid
        let shown = (0..<120).map { Performance.shown(at: Double($0) / 12, grid) }
        for beat in 0..<Int(9.5 * entry.tempo / 60) {
            let time = Double(beat) * 60 / entry.tempo
            #expect(shown.contains { abs($0 - time) < 1e-9 }, "beat \(beat)")
        }
    }

    @Test("the energy rises at the drop, which is a downbeat", arguments: StudioReferences.all)
    func drop(entry: StudioReferences.Entry) {
        let dance = entry.choreography
        #expect(dance.energy(at: entry.drop - 0.1) < 0.9)
        #expect(dance.energy(at: entry.drop) == 1)
        let beat = dance.grid.position(at: entry.drop)
        #expect(abs(beat.truncatingRemainder(dividingBy: 4)) < 1e-6)
    }

    @Test("the studio's references are three, named apart, at tempi apart")
    func catalogue() {
        let all = StudioReferences.all
        #expect(all.map(\.id.rawValue) == ["studio_neon_bounce", "studio_sunset_groove", "studio_star_jump"])
        #expect(Set(all.map(\.tempo)).count == 3)
        #expect(all.allSatisfy { $0.drop > 0 && $0.drop < $0.duration })
    }

    @Test("another reference is visibly another dance")
    func differentReferences() throws {
        let dances = StudioReferences.all.map(\.choreography) + ["one", "two"].map(composed)
        for (index, first) in dances.enumerated() {
            for second in dances.dropFirst(index + 1) {
                let apart = stride(from: 0.0, to: 10, by: 0.25).filter { time in
                    first.pose(at: time).distance(to: second.pose(at: time)) > 45
                }
                #expect(apart.count > 28, "of 40 moments")
            }
        }
    }

    @Test("the same reference is always the same dance")
    func sameReference() {
        for time in stride(from: 0.0, to: 10, by: 0.1) {
            #expect(composed("one").pose(at: time) == composed("one").pose(at: time))
        }
    }

    @Test("a generated dance begins its moves on the measured beats and reaches the end")
    func composedOnBeats() {
        let analysis = Samples.analysis(tempo: 104, duration: 12, drop: 5)
        let dance = Choreographer.compose(id: "clip", analysis: analysis, duration: 12)
        for (index, beat) in analysis.beats.enumerated() {
            #expect(abs(dance.grid.time(of: Double(index)) - beat) < 1e-9)
        }
        #expect((dance.keys.last?.beat ?? 0) >= dance.grid.position(at: 12))
        #expect((dance.keys.first?.beat ?? 1) <= dance.grid.position(at: 0))
    }

    private static let odd: [(tempo: Double, beats: [Double])] = [
        (.nan, []), (0, []), (1e9, [0, 0, 0]), (120, [5, 1, .infinity, 1.01, .nan]), (-3, [0.5]),
    ]

    @Test("nonsense in an analysis still gives a dance", arguments: odd)
    func nonsense(tempo: Double, beats: [Double]) {
        let analysis = DanceAnalysis(
            tempo: tempo,
            beats: beats,
            downbeats: beats,
            sections: [],
            drop: -1,
            confidence: 0,
            hasSound: false
        )
        let dance = Choreographer.compose(id: "odd", analysis: analysis, duration: 4)
        let performance = Performance(dance, duration: 4, expressions: 1)
        #expect(performance.moments.count == 48)
        for moment in performance.moments {
            for channel in Channel.allCases { #expect(abs(moment.pose[channel]) < 2_000) }
        }
    }

    private func composed(_ id: String) -> Choreography {
        Choreographer.compose(id: id, analysis: Samples.analysis(), duration: 10)
    }
}

extension Pose {
    fileprivate static func - (left: Pose, right: Pose) -> Pose { left + right * -1 }
}
