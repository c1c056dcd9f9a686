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
            tracks: tracks.filter { !$0.notes.isEmpty }.map(hushed),
            drop: plan.drop,
            end: plan.end
        )
    }

    /// Fades what still rings in the stop, so that the silence before the drop is one.
    private func hushed(_ track: Score.Track) -> Score.Track {
        guard track.channel != Score.Channel.drums else { return track }
        let steps = 4
        let fade = (1...steps).map { step in
            Score.Control(
                beat: plan.stopStart + plan.stop / 2 * Double(step) / Double(steps),
                controller: Score.Control.expression,
                value: 127 - 127 * step / steps
            )
        }
        var hushed = track
        hushed.controls = track.controls.filter { !($0.beat >= plan.stopStart && $0.beat < plan.drop) } + fade
        if !track.controls.contains(where: { $0.beat == plan.drop }) {
            hushed.controls.append(Score.Control(beat: plan.drop, controller: Score.Control.expression, value: 127))
        }
        return hushed
    }

    func stave(_ purpose: String) -> Stave {
        Stave(plan: plan, seed: seed, purpose: purpose)
    }

    func bars(_ parts: ScorePlan.Part...) -> [ScorePlan.Bar] {
        plan.bars.filter { parts.contains($0.part) }
    }
}
