/// A style's band: who plays, where they stand, and the patterns they choose from.
struct Arrangement: Sendable, Hashable {
    /// General MIDI drum kit.
    var kit: Voice
    var bass: Voice
    /// The stabs of the drop, one voice or several a little apart.
    var stabs: [Voice]
    var pad: Voice
    /// The hook's voices in the drop; the first also plays it softly in the intro when there is no `teaser`.
    var lead: [Voice]
    var teaser: Voice
    /// Broken chords in the intro and over the second half of the drop.
    var sparkle: Voice

    var progressions: [Progression]
    var grooves: [Groove]
    /// `r` root, `o` octave above, `f` fifth, `a` the semitone below the next root.
    var bassLines: [StepPattern]
    var stabRhythms: [StepPattern]
    /// A bar and the answer that closes the phrase.
    var hooks: [HookRhythm]
    /// How deep the chords duck under each beat of the drop: expression lost, of 127.
    var pump: Int
    /// The lowest note of the hook's range.
    var leadLowest: Int
}

/// The hook's rhythm: a bar that repeats, and the bar that ends the phrase.
struct HookRhythm: Sendable, Hashable {
    var call: StepPattern
    var answer: StepPattern
}

/// What the drummer plays in a bar of each part; the build is the same for all: a roll that grows.
struct Groove: Sendable, Hashable {
    var intro: [Line]
    var drop: [Line]

    struct Line: Sendable, Hashable {
        var drum: Drum
        var steps: StepPattern

        init(_ drum: Drum, _ steps: StepPattern) {
            self.drum = drum
            self.steps = steps
        }
    }
}

/// General MIDI percussion keys.
enum Drum: Int, Sendable {
    case kick = 36
    case rim = 37
    case snare = 38
    case clap = 39
    case lowTom = 45
    case midTom = 47
    case highTom = 50
    case closedHat = 42
    case openHat = 46
    case crash = 49
    case tambourine = 54
    case shaker = 82

    /// What its hits are scaled by: soundfonts record the small percussion as loud as the kick.
    private var balance: Double {
        switch self {
        case .shaker: 0.66
        case .tambourine: 0.8
        default: 1
        }
    }

    func velocity(_ written: Int) -> Int {
        Int(Double(written) * balance)
    }
}
