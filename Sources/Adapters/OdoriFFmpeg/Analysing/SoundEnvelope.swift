#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How loud a sound is, hundred times a second, below 150 Hz (drum and bass) and above.
struct SoundEnvelope: Hashable {
    /// Samples a second of the sound that is read.
    static let sampleRate = 22_050
    /// Seconds of one value.
    static let step = 0.01

    private(set) var low: [Double] = []
    private(set) var high: [Double] = []
    private var filters = (first: 0.0, second: 0.0)
    private var sums = (low: 0.0, high: 0.0)
    private var samplesInStep = 0
    private var carried: UInt8?

    private static let samplesPerStep = Int(Double(sampleRate) * step)
    private static let smoothing = 1 - exp(-2 * Double.pi * 150 / Double(sampleRate))

    static func == (left: Self, right: Self) -> Bool {
        left.low == right.low && left.high == right.high
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(low)
        hasher.combine(high)
    }

    /// Takes the next bytes of 16-bit little-endian mono samples, cut anywhere.
    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            guard let first = carried else {
                carried = byte
                continue
            }
            carried = nil
            add(sample: Double(Int16(bitPattern: UInt16(first) | UInt16(byte) << 8)) / 32_768)
        }
    }

    mutating func add(sample: Double) {
        filters.first += Self.smoothing * (sample - filters.first)
        filters.second += Self.smoothing * (filters.first - filters.second)
        let above = sample - filters.second
        sums.low += filters.second * filters.second
        sums.high += above * above
        samplesInStep += 1
        guard samplesInStep == Self.samplesPerStep else { return }
        low.append((sums.low / Double(samplesInStep)).squareRoot())
        high.append((sums.high / Double(samplesInStep)).squareRoot())
        sums = (0, 0)
        samplesInStep = 0
    }

    var seconds: Double { Double(low.count) * Self.step }

    /// Until when something is heard: what is 46 dB below the loudest at the end is not.
    var heardSeconds: Double {
        let levels = zip(low, high).map { $0 + $1 }
        let least = (levels.max() ?? 0) * 0.005
        return Double((levels.lastIndex { $0 > least } ?? -1) + 1) * Self.step
    }

    /// The levels between two times.
    func part(from start: Double, to end: Double) -> SoundEnvelope {
        let first = min(low.count, max(0, Int((start / Self.step).rounded())))
        let last = min(low.count, max(first, Int((end / Self.step).rounded())))
        var part = SoundEnvelope()
        part.low = Array(low[first..<last])
        part.high = Array(high[first..<last])
        return part
    }

    /// Nothing that could be danced to: less than −60 dB everywhere.
    var isSilent: Bool {
        (low.max() ?? 0) < 0.001 && (high.max() ?? 0) < 0.001
    }

    /// Rises in level from one value to the next, from 0 to 1, widened by two values to either side, so that a grid a
    /// little beside them still meets them.
    static func attacks(_ levels: [Double]) -> [Double] {
        guard let loudest = levels.max(), loudest > 0 else { return levels.map { _ in 0 } }
        let compressed = levels.map { log10(1 + 1000 * $0 / loudest) }
        var rises = [0.0] + zip(compressed, compressed.dropFirst()).map { max(0, $1 - $0) }
        let steepest = max(rises.max() ?? 0, 1e-6)
        for index in rises.indices { rises[index] /= steepest }
        return rises.indices.map { index in
            rises[max(0, index - 2)...min(rises.count - 1, index + 2)].max() ?? 0
        }
    }
}
