import OdoriDomain
import Testing

@Suite("Covering a video with a score")
struct ScoreCoverTests {
    private func cover(
        drop: Double, lasting duration: Double, at target: Double, covering seconds: Double = 10, tempo: Double = 120,
        confidence: Double = 0.9
    ) -> ScoreCover {
        let score = DanceAnalysis(
            tempo: tempo, beats: [], downbeats: [], sections: [], drop: drop, confidence: confidence, hasSound: true)
        return ScoreCover(of: score, lasting: duration, dropAt: target, covering: seconds)
    }

    /// Seconds of the video in which nothing is heard.
    private func silence(_ cover: ScoreCover, lasting duration: Double, covering seconds: Double = 10) -> Double {
        max(0, cover.offset) + max(0, seconds - cover.offset - duration - BarRepeat.seconds(of: cover.repeats))
    }

    @Test("a score that covers the video is only moved")
    func covers() {
        let cover = cover(drop: 20, lasting: 60, at: 4)
        #expect(cover.offset == -16 && cover.repeats.isEmpty && cover.dropMeets && cover.drop == 4)
    }

    @Test("a score that ends early goes on with its bars from the drop on")
    func ends() {
        let cover = cover(drop: 6, lasting: 9, at: 4)
        #expect(cover.offset == -2 && cover.dropMeets)
        #expect(cover.repeats == [BarRepeat(start: 6, length: 2, times: 2)])
    }

    @Test("a score that begins late begins with its bars before the drop, what leads up to it heard once")
    func begins() {
        let short = cover(drop: 3, lasting: 60, at: 6)
        #expect(short.repeats == [BarRepeat(start: 1, length: 2, times: 2)])
        #expect(short.offset == -1 && short.drop == 6 && short.dropMeets)
        let long = cover(drop: 9, lasting: 60, at: 11, covering: 15)
        #expect(long.repeats == [BarRepeat(start: 1, length: 4, times: 1)])
        #expect(long.offset == -2 && long.dropMeets)
    }

    @Test("without a bar before the drop everything begins earlier; without one after it, later, or over again")
    func noBars() {
        let early = cover(drop: 1.75, lasting: 60, at: 5)
        #expect(early.offset == -0.25 && early.drop == 1.5 && !early.dropMeets && early.repeats.isEmpty)
        let late = cover(drop: 18, lasting: 19, at: 4)
        #expect(late.offset == -9 && late.drop == 9 && !late.dropMeets && late.repeats.isEmpty)
        let unsure = cover(drop: 2, lasting: 3, at: 1, confidence: 0.2)
        #expect(unsure.repeats == [BarRepeat(start: 0, length: 3, times: 3)] && unsure.offset == -1)
        #expect(!unsure.keepsBeat && early.keepsBeat && late.keepsBeat)
    }

    @Test("whatever the score, at most a beat of silence is left, and the drop is where it is said to be")
    func never() {
        var generator = Steps()
        for _ in 0..<2000 {
            let duration = Double.random(in: 1...40, using: &generator)
            let drop = Double.random(in: 0..<duration, using: &generator)
            let (target, tempo) = (
                Double.random(in: 0...10, using: &generator), Double.random(in: 70...180, using: &generator)
            )
            let confidence = Bool.random(using: &generator) ? 0.9 : 0.2
            let cover = cover(drop: drop, lasting: duration, at: target, tempo: tempo, confidence: confidence)
            let what = "drop \(drop) of \(duration) at \(target), tempo \(tempo), confidence \(confidence)"
            #expect(silence(cover, lasting: duration) <= max(60 / tempo, 0.5) + 1e-9, "\(what): \(cover)")
            let before = cover.repeats.filter { $0.end <= drop + 0.002 }
            #expect(abs(cover.offset + drop + BarRepeat.seconds(of: before) - cover.drop) < 1e-9, "\(what)")
            #expect(cover.dropMeets == (abs(cover.drop - target) < 0.001), "\(what)")
            for again in cover.repeats {
                #expect(again.start >= 0 && again.end <= duration + 1e-9 && again.times >= 1, "\(what): \(cover)")
            }
        }
    }
}

/// The same numbers every time.
private struct Steps: RandomNumberGenerator {
    private var state: UInt64 = 41

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
