/// Four chords, a bar each, that a tune turns around.
struct Progression: Sendable, Hashable {
    var isMinor: Bool
    var chords: [Chord]

    /// Five notes that sound right over every chord of the key, in semitones above the tonic.
    var melodyScale: [Int] {
        isMinor ? [0, 3, 5, 7, 10] : [0, 2, 4, 7, 9]
    }

    var home: Chord {
        Chord(0, isMinor ? Chord.minorAdd9 : Chord.add9)
    }

    /// The chord of a bar; bar 0 is the drop's first.
    func chord(bar: Int) -> Chord {
        chords[bar.modulo(chords.count)]
    }

    private init(minor chords: Chord...) {
        isMinor = true
        self.chords = chords
    }

    private init(major chords: Chord...) {
        isMinor = false
        self.chords = chords
    }

    /// Minor, plain and driving.
    static let dance: [Progression] = [
        Progression(minor: Chord(0, Chord.minor), Chord(8, Chord.add9), Chord(3, Chord.major), Chord(10, Chord.major)),
        Progression(minor: Chord(8, Chord.add9), Chord(10, Chord.major), Chord(0, Chord.minor7), Chord(3, Chord.major)),
        Progression(
            minor: Chord(8, Chord.major7),
            Chord(10, Chord.major),
            Chord(7, Chord.minor7),
            Chord(0, Chord.minor7)
        ),
        Progression(
            minor: Chord(0, Chord.minorAdd9),
            Chord(10, Chord.major),
            Chord(8, Chord.major),
            Chord(7, Chord.major)
        ),
        Progression(minor: Chord(0, Chord.minor), Chord(3, Chord.major), Chord(10, Chord.sus4), Chord(5, Chord.minor7)),
        Progression(minor: Chord(5, Chord.minor7), Chord(0, Chord.minor), Chord(8, Chord.add9), Chord(10, Chord.major)),
    ]

    /// Major with sevenths and ninths, always a little homesick.
    static let city: [Progression] = [
        Progression(
            major: Chord(5, Chord.major7),
            Chord(4, Chord.dominant7),
            Chord(9, Chord.minor7),
            Chord(0, Chord.dominant7)
        ),
        Progression(
            major: Chord(5, Chord.major9),
            Chord(7, Chord.dominant9sus),
            Chord(4, Chord.minor7),
            Chord(9, Chord.minor9)
        ),
        Progression(
            major: Chord(2, Chord.minor9),
            Chord(7, Chord.dominant9sus),
            Chord(0, Chord.major9),
            Chord(9, Chord.minor7)
        ),
        Progression(
            major: Chord(0, Chord.major9),
            Chord(9, Chord.minor7),
            Chord(2, Chord.minor9),
            Chord(7, Chord.dominant9sus)
        ),
        Progression(
            major: Chord(5, Chord.major7),
            Chord(4, Chord.minor7),
            Chord(2, Chord.minor9),
            Chord(0, Chord.major7)
        ),
    ]

    /// Major, starting away from home and wide open.
    static let bright: [Progression] = [
        Progression(major: Chord(5, Chord.major9), Chord(7, Chord.add9), Chord(9, Chord.minor7), Chord(0, Chord.add9)),
        Progression(major: Chord(5, Chord.major7), Chord(0, Chord.add9), Chord(7, Chord.sus4), Chord(9, Chord.minor7)),
        Progression(major: Chord(9, Chord.minor9), Chord(5, Chord.major7), Chord(0, Chord.add9), Chord(7, Chord.add9)),
        Progression(
            major: Chord(5, Chord.major9),
            Chord(4, Chord.minor7),
            Chord(9, Chord.minor9),
            Chord(7, Chord.add9)
        ),
        Progression(
            major: Chord(2, Chord.minor9),
            Chord(4, Chord.minor7),
            Chord(5, Chord.major9),
            Chord(7, Chord.sus4)
        ),
    ]
}
