#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Evenly spaced beats, laid through onsets by least squares.
struct BeatGrid: Hashable {
    /// Seconds of beat number 0.
    var phase: Double
    /// Seconds between beats.
    var period: Double
    /// From 0 to 1: how much better the onsets meet the beats than they would by chance, and how closely.
    var confidence = 0.0

    init(phase: Double, period: Double, confidence: Double = 0) {
        self.phase = phase
        self.period = period
        self.confidence = confidence
    }

    /// Fits a candidate to onsets (seconds, in order) of a sound of a length.
    ///
    /// - Parameter precision: how exactly an onset tells its moment, in seconds.
    init(
        _ candidate: TempoSearch.Candidate, onsets: [Double], seconds: Double, precision: Double = Self.ofSound
    ) {
        self.init(phase: candidate.phase, period: candidate.period)
        guard !onsets.isEmpty else { return }
        fit(onsets, seconds: seconds, precision: precision)
        for shift in Self.shifts {
            var other = Self(phase: candidate.phase + shift, period: candidate.period)
            other.fit(onsets, seconds: seconds, precision: precision)
            if other.confidence > confidence + Self.clearly { self = other }
        }
    }

    /// A candidate that lies between each beat and its echo is drawn to both, and ends at neither; begun beside it, the fit finds one of
    /// them. An echo comes after its beat, so the earlier is tried first.
    private static let shifts = [-0.03, -0.06, 0.03, 0.06]
    /// How much better another grid has to be.
    private static let clearly = 0.05

    private mutating func fit(_ onsets: [Double], seconds: Double, precision: Double) {
        for tolerance in [0.05, 0.04, 0.03, 0.03] {
            fit(onsets, within: max(tolerance, precision * 2), seconds: seconds)
        }
        confidence = measured(onsets, seconds: seconds, precision: precision)
    }

    /// An attack is heard to a few milliseconds; a rest is seen to a picture.
    static let ofSound = 0.015
    static let ofPictures = 0.03

    var tempo: Double { 60 / period }

    /// The beats from 0 to the end.
    func beats(seconds: Double) -> [Double] {
        guard period > 0.1 else { return [] }
        // A beat a rounding error before the first picture is on it.
        let first = Int(((-0.005 - phase) / period).rounded(.up))
        let last = Int(((seconds - phase) / period).rounded(.up)) - 1
        guard first <= last else { return [] }
        return (first...last).map { max(0, phase + Double($0) * period) }
    }

    /// Ordinary least squares of onset time over beat number, on the onsets that lie near a beat.
    private mutating func fit(_ onsets: [Double], within tolerance: Double, seconds: Double) {
        var sums = (n: 0.0, x: 0.0, y: 0.0, xx: 0.0, xy: 0.0)
        for beat in beats(seconds: seconds) {
            let onset = Self.nearest(beat, in: onsets)
            guard abs(onset - beat) < tolerance else { continue }
            let number = ((beat - phase) / period).rounded()
            sums.n += 1
            sums.x += number
            sums.y += onset
            sums.xx += number * number
            sums.xy += number * onset
        }
        let spread = sums.n * sums.xx - sums.x * sums.x
        guard sums.n >= 3, spread > 0 else { return }
        let slope = (sums.n * sums.xy - sums.x * sums.y) / spread
        // A fit that leaves its candidate has followed something else.
        guard abs(slope / period - 1) < 0.03 else { return }
        period = slope
        phase = (sums.y - slope * sums.x) / sums.n
    }

    private func measured(_ onsets: [Double], seconds: Double, precision: Double) -> Double {
        let window = precision * 4 / 3
        let beats = beats(seconds: seconds)
        guard !beats.isEmpty, seconds > 0 else { return 0 }
        let misses = beats.map { abs(Self.nearest($0, in: onsets) - $0) }.filter { $0 < window }
        guard !misses.isEmpty else { return 0 }
        let met = Double(misses.count) / Double(beats.count)
        let chance = min(0.95, Double(onsets.count) / seconds * 2 * window)
        let residual = (misses.reduce(0) { $0 + $1 * $1 } / Double(misses.count)).squareRoot()
        return max(0, (met - chance) / (1 - chance)) * exp(-(residual / precision) * (residual / precision))
    }

    private static func nearest(_ time: Double, in onsets: [Double]) -> Double {
        onsets.min { abs($0 - time) < abs($1 - time) } ?? -.infinity
    }
}
