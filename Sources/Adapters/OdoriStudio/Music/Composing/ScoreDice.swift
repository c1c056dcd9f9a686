/// Seeded chance (SplitMix64): the same seed and purpose roll the same numbers everywhere and for ever.
struct ScoreDice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameter purpose: keeps the parts independent, so that a new roll in one leaves the others as they were.
    init(seed: UInt64, purpose: String) {
        state = purpose.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of `options`, which is never empty.
    mutating func pick<Option>(_ options: [Option]) -> Option {
        options[roll(0...options.count - 1)]
    }

    mutating func roll(_ range: ClosedRange<Int>) -> Int {
        // Plain remainder: the standard library's `random(in:)` may change its method, and old scores must stay.
        range.lowerBound + Int(next() % UInt64(range.count))
    }
}
