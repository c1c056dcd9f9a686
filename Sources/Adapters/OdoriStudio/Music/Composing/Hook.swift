/// A melody one remembers: one bar that comes back, and an answer that closes the phrase of four.
struct Hook: Sendable, Hashable {
    var rhythm: HookRhythm
    /// For each note of the call, steps of the melody scale above or below the phrase's middle.
    var call: [Int]
    var answer: [Int]

    init(rhythm: HookRhythm, dice: inout ScoreDice) {
        self.rhythm = rhythm
        call = Self.contour(of: rhythm.call, dice: &dice)
        answer = Self.contour(of: rhythm.answer, dice: &dice)
        // The phrase shares its opening, which is what makes it a phrase.
        let shared = min(2, call.count, answer.count)
        answer.replaceSubrange(0..<shared, with: call[0..<shared])
    }

    /// Mostly neighbours and repeats, now and then a leap that is answered by a step back.
    private static func contour(of pattern: StepPattern, dice: inout ScoreDice) -> [Int] {
        var height = dice.pick([0, 1, 2])
        var leap = 0
        return pattern.hits.enumerated().map { index, _ in
            guard index > 0 else { return height }
            let step = leap == 0 ? dice.pick([-1, -1, 0, 0, 1, 1, 2, -2, 3]) : -leap.signum()
            leap = abs(step) > 1 ? step : 0
            height = height + step > 4 ? height - 2 : height + step < -3 ? height + 2 : height + step
            return height
        }
    }

    /// The notes of one bar of the phrase as beats from the bar's start.
    ///
    /// - Parameter bar: counted from the phrase's first; every fourth is the answer.
    func notes(bar: Int, chord: Chord, tune: Tune, lowest: Int) -> [(hit: StepPattern.Hit, pitch: Int)] {
        let isAnswer = bar.modulo(4) == 3
        let pattern = isAnswer ? rhythm.answer : rhythm.call
        let heights = isAnswer ? answer : call
        let scale = (lowest...lowest + 24).filter {
            tune.progression.melodyScale.contains(($0 - tune.tonic).modulo(12))
        }
        return zip(pattern.hits, heights).map { hit, height in
            let pitch = scale[min(max(height + 4, 0), scale.count - 1)]
            // Notes that carry weight belong to the chord; the others may pass.
            let isStrong = hit.isAccent || hit.length >= 3
            return (hit, isStrong ? Self.nearest(to: pitch, in: chord, tonic: tune.tonic) : pitch)
        }
    }

    private static func nearest(to pitch: Int, in chord: Chord, tonic: Int) -> Int {
        [0, -1, 1, -2, 2, -3, 3].map { pitch + $0 }.first { chord.contains($0, tonic: tonic) } ?? pitch
    }
}
