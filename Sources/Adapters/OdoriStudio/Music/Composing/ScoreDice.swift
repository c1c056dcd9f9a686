/// Seeded chance: the same seed and purpose roll the same numbers everywhere and for ever.
struct ScoreDice: Sendable {
    private var generator: SplitMix64

    /// - Parameter purpose: keeps the parts independent, so that a new roll in one leaves the others as they were.
    init(seed: UInt64, purpose: String) {
        generator = SplitMix64(seed: seed, label: purpose)
    }

    mutating func next() -> UInt64 {
        generator.next()
    }

    /// One of `options`, which is never empty.
    mutating func pick<Option>(_ options: [Option]) -> Option {
        options[roll(0...options.count - 1)]
    }

    mutating func roll(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + generator.index(below: range.count)
    }
}
