/// The band in the studio: one plan, one tune, and every player's part of it.
struct Session: Sendable {
    let plan: ScorePlan
    let arrangement: Arrangement
    let tune: Tune
    let seed: UInt64

    init(plan: ScorePlan, arrangement: Arrangement, seed: UInt64) {
        self.plan = plan
        self.arrangement = arrangement
        self.seed = seed
        tune = Tune(arrangement: arrangement, seed: seed)
    }

    /// The whole score.
    func score() -> Score {
        var tracks = [drums(), bass(), pad(), teaser(), sparkle(), riser(), impact()]
        tracks += chordStabs() + lead()
        return Score(
            microsecondsPerBeat: plan.microsecondsPerBeat,
            tracks: tracks.filter { !$0.notes.isEmpty },
            drop: plan.drop,
            end: plan.end
        )
    }

    func stave(_ purpose: String) -> Stave {
        Stave(plan: plan, seed: seed, purpose: purpose)
    }

    func bars(_ parts: ScorePlan.Part...) -> [ScorePlan.Bar] {
        plan.bars.filter { parts.contains($0.part) }
    }
}

/// Who plays on which MIDI channel; 9 is the drums' by General MIDI.
enum Channel {
    static let bass = 0
    static let pad = 1
    static let teaser = 2
    static let sparkle = 3
    static let lead = [4, 5]
    static let stabs = [6, 7, 8]
    static let drums = 9
    static let riser = 10
    static let impact = 11
}
