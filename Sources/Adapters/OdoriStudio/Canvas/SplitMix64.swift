/// A small seeded generator (SplitMix64): the only source of variety in the studio, so that a seed always draws the
/// same.
struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A generator for one purpose: the same seed gives unrelated numbers for different labels.
    init(seed: UInt64, label: String) {
        self.init(seed: Self.hash(label, seed: seed))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.scramble(state)
    }

    /// A number in the range, evenly spread.
    mutating func number(in range: ClosedRange<Double>) -> Double {
        let unit = Double(next() >> 11) * 0x1p-53
        return range.lowerBound + unit * (range.upperBound - range.lowerBound)
    }

    /// One of the elements; nil only when there are none.
    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[index(below: elements.count)]
    }

    /// An index in `0..<count`, for a positive count.
    mutating func index(below count: Int) -> Int {
        Int(next() % UInt64(max(1, count)))
    }

    /// A hash of a text that does not change between runs, unlike the standard library's.
    static func hash(_ text: String, seed: UInt64 = 0) -> UInt64 {
        var value = scramble(seed ^ 0xCBF2_9CE4_8422_2325)
        for byte in text.utf8 {
            value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return scramble(value)
    }

    private static func scramble(_ input: UInt64) -> UInt64 {
        var value = input
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
