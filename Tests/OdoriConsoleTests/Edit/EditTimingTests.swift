import OdoriDomain
import OdoriPorts
import Testing

@testable import OdoriConsole

@Suite("Where music lies under a dance")
struct EditTimingTests {
    private func analysis(drop: Double, tempo: Double = 120, confidence: Double = 0.9) -> DanceAnalysis {
        DanceAnalysis(
            tempo: tempo, beats: Array(stride(from: 0.0, to: 60, by: 60 / tempo)), downbeats: [], sections: [],
            drop: drop, confidence: confidence, hasSound: true)
    }

    @Test("drop lies on drop, and the music's beats are told on the dance's time")
    func drops() {
        let timing = EditTiming(
            dance: analysis(drop: 4.2), song: analysis(drop: 30), wish: .music, seconds: 10, parts: 3)
        #expect(abs(timing.offset + 25.8) < 1e-9)
        #expect(timing.dropMeets)
        #expect(timing.source == .music)
        #expect(timing.beats.beats.contains { abs($0 - 4.2) < 1e-9 })
        #expect(abs(timing.drop - 4.2) < 1e-9)
    }

    @Test("music that would begin late is begun whole beats earlier, and that is said")
    func lateMusic() {
        let timing = EditTiming(
            dance: analysis(drop: 5), song: analysis(drop: 1.75), wish: .music, seconds: 10, parts: 3)
        #expect(timing.offset <= 0)
        #expect(!timing.dropMeets)
        let beats = (timing.offset - 3.25) / 0.5
        #expect(abs(beats - beats.rounded()) < 1e-9)
    }

    @Test("where the dance has no drop that is sure, the music's falls on the first cut")
    func guessedDance() {
        let timing = EditTiming(
            dance: analysis(drop: 2, confidence: 0.1), song: analysis(drop: 20), wish: .dance, seconds: 9, parts: 3)
        #expect(abs(timing.drop - 3) < 1e-9)
    }

    @Test("cuts follow the dance when that is wanted, or when the music has no beat that is sure")
    func whoseBeats() {
        let sure = EditTiming(dance: analysis(drop: 4), song: analysis(drop: 9), wish: .dance, seconds: 9, parts: 3)
        #expect(sure.source == .dance)
        let unsure = EditTiming(
            dance: analysis(drop: 4), song: analysis(drop: 9, confidence: 0.2), wish: .music, seconds: 9, parts: 3)
        #expect(unsure.source == .dance)
        let none = EditTiming(dance: analysis(drop: 4), song: nil, wish: .music, seconds: 9, parts: 3)
        #expect(none.source == .dance && none.offset == 0)
    }
}
