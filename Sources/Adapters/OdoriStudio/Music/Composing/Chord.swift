/// A chord relative to the key's tonic.
struct Chord: Sendable, Hashable {
    /// Semitones above the tonic.
    var root: Int
    /// Semitones above the root, the root's 0 included.
    var intervals: [Int]

    init(_ root: Int, _ intervals: [Int]) {
        self.root = root
        self.intervals = intervals
    }

    static let major = [0, 4, 7]
    static let minor = [0, 3, 7]
    static let add9 = [0, 2, 4, 7]
    static let minorAdd9 = [0, 2, 3, 7]
    static let sus4 = [0, 5, 7]
    static let major7 = [0, 4, 7, 11]
    static let minor7 = [0, 3, 7, 10]
    static let dominant7 = [0, 4, 7, 10]
    static let major9 = [0, 2, 4, 7, 11]
    static let minor9 = [0, 2, 3, 7, 10]
    static let dominant9sus = [0, 2, 5, 7, 10]

    /// The chord inside one octave from `lowest` up. A fixed window leads the voices by itself: each moves as little as it can.
    func voiced(tonic: Int, lowest: Int) -> [Int] {
        intervals.map { interval in
            lowest + (tonic + root + interval - lowest).modulo(12)
        }.sorted()
    }

    /// The root from E1 up to D♯2: deep, and still there on a small loudspeaker.
    func bassPitch(tonic: Int) -> Int {
        28 + (tonic + root - 28).modulo(12)
    }

    func contains(_ pitch: Int, tonic: Int) -> Bool {
        intervals.contains((pitch - tonic - root).modulo(12))
    }
}

extension Int {
    /// The remainder that is never negative: bars before the drop count downwards.
    func modulo(_ divisor: Int) -> Int {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
