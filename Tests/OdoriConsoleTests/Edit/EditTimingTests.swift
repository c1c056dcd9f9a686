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

    private func song(drop: Double, confidence: Double = 0.9, lasting duration: Double = 60) -> HeardTrack {
        HeardTrack(analysis: analysis(drop: drop, confidence: confidence), duration: duration)
    }

    @Test("drop lies on drop, and the music's beats are told on the dance's time")
    func drops() {
        let timing = EditTiming(
            dance: analysis(drop: 4.2), song: song(drop: 30), wish: .music, seconds: 10, parts: 3)
        #expect(abs(timing.offset + 25.8) < 1e-9)
        #expect(timing.dropMeets)
        #expect(timing.source == .music)
        #expect(timing.beats.beats.contains { abs($0 - 4.2) < 1e-9 })
        #expect(abs(timing.drop - 4.2) < 1e-9)
    }

    @Test("music that would begin late is begun whole beats earlier, and that is said")
    func lateMusic() {
        let timing = EditTiming(
            dance: analysis(drop: 5), song: song(drop: 1.75), wish: .music, seconds: 10, parts: 3)
        #expect(timing.offset <= 0)
        #expect(!timing.dropMeets)
        let beats = (timing.offset - 3.25) / 0.5
        #expect(abs(beats - beats.rounded()) < 1e-9)
    }

    @Test("music that ends before the picture is heard again from its drop on, and that is said")
    func shortMusic() {
        let timing = EditTiming(
            dance: analysis(drop: 4.25), song: song(drop: 6, lasting: 11), wish: .music, seconds: 10, parts: 3)
        #expect(timing.dropMeets && timing.offset == -1.75 && timing.drop == 4.25)
        #expect(timing.repeats == [BarRepeat(start: 6, length: 4, times: 1)])
        #expect(timing.beats.beats.first == 0.25 && timing.beats.beats.last == 9.75)
        let plan = EditPlan(
            segments: [.init(clip: .dance(0), sourceStart: 0, length: 300)], lowConfidence: false, referenceStart: 0)
        #expect(EditSummary.line(of: plan, timing).contains("the music's 6.00–10.00 s are heard again"))
    }

    @Test("where the dance has no drop that is sure, the music's falls on the first cut")
    func guessedDance() {
        let timing = EditTiming(
            dance: analysis(drop: 2, confidence: 0.1), song: song(drop: 20), wish: .dance, seconds: 9, parts: 3)
        #expect(abs(timing.drop - 3) < 1e-9)
    }

    @Test("a dance with sure beats and no sure drop has the music's on a bar near the first cut, and that is said")
    func guessedDrop() {
        var dance = analysis(drop: 7)
        dance.downbeats = [0.5, 2.5, 4.5, 6.5]
        dance.dropConfidence = 0.1
        let timing = EditTiming(dance: dance, song: song(drop: 20), wish: .music, seconds: 9, parts: 3)
        #expect(timing.drop == 2.5 && !timing.isDropSure)
        let plan = EditPlan(
            segments: [.init(clip: .dance(0), sourceStart: 0, length: 300)], lowConfidence: false, referenceStart: 0)
        #expect(EditSummary.line(of: plan, timing).contains("a guess"))
    }

    @Test("cuts follow the dance when that is wanted, or when the music has no beat that is sure")
    func whoseBeats() {
        let sure = EditTiming(dance: analysis(drop: 4), song: song(drop: 9), wish: .dance, seconds: 9, parts: 3)
        #expect(sure.source == .dance)
        let unsure = EditTiming(
            dance: analysis(drop: 4), song: song(drop: 9, confidence: 0.2), wish: .music, seconds: 9, parts: 3)
        #expect(unsure.source == .dance)
        let none = EditTiming(dance: analysis(drop: 4), song: nil, wish: .music, seconds: 9, parts: 3)
        #expect(none.source == .dance && none.offset == 0)
    }
}
