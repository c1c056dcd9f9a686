/// What a seed chose of a band's possibilities: key, chords, groove, lines and the hook.
struct Tune: Sendable, Hashable {
    /// The key's tonic as a pitch class, 0 = C.
    var tonic: Int
    var progression: Progression
    var groove: Groove
    var bassLine: StepPattern
    var stabRhythm: StepPattern
    var hook: Hook

    init(arrangement: Arrangement, seed: UInt64) {
        var dice = ScoreDice(seed: seed, purpose: "tune")
        tonic = dice.roll(0...11)
        progression = dice.pick(arrangement.progressions)
        groove = dice.pick(arrangement.grooves)
        bassLine = dice.pick(arrangement.bassLines)
        stabRhythm = dice.pick(arrangement.stabRhythms)
        hook = Hook(rhythm: dice.pick(arrangement.hooks), dice: &dice)
    }

    func chord(inBar bar: Int) -> Chord {
        progression.chord(bar: bar)
    }
}
