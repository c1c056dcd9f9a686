/// A bar in sixteenths, written so that a reader hears it: `X` accent, `x` hit, `o` ghost, `-` holds the note, `.` rests.
/// Other letters are hits whose meaning the part knows (the bass line's root, octave, fifth).
struct StepPattern: Sendable, Hashable, ExpressibleByStringLiteral {
    let hits: [Hit]
    /// Sixteenths written, rests included.
    let written: Int

    struct Hit: Sendable, Hashable {
        /// Sixteenths from the bar's start.
        var step: Int
        var length: Int
        var letter: Character

        var beat: Double { Double(step) / 4 }
        var beats: Double { Double(length) / 4 }
        var isAccent: Bool { letter == "X" }

        /// What the letter says about loudness.
        var velocity: Int {
            switch letter {
            case "X": 116
            case "o": 66
            default: 100
            }
        }
    }

    init(stringLiteral text: String) {
        self.init(text)
    }

    init(_ text: String) {
        var hits: [Hit] = []
        for (step, letter) in text.enumerated() {
            switch letter {
            case ".": continue
            case "-": if !hits.isEmpty { hits[hits.count - 1].length += 1 }
            default: hits.append(Hit(step: step, length: 1, letter: letter))
            }
        }
        self.hits = hits
        written = text.count
    }
}
