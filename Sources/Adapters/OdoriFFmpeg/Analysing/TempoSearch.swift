#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Looks for grids of beats that a sound's attacks, or a dance's rests, fall on: every tempo from 70 to 180, every place of the first beat.
enum TempoSearch {
    static let tempi = stride(from: 70.0, through: 180, by: 0.5)
    /// Between a tempo and its double the ear takes the one nearer to walking and dancing.
    private static let commonest = 118.0
    private static let octaves = 0.55

    struct Candidate: Hashable {
        var tempo: Double
        /// Seconds of the first beat.
        var phase: Double
        var score: Double

        var period: Double { 60 / tempo }
    }

    /// The best grids, best first; neighbours of a better one are left out.
    static func candidates(_ envelope: SoundEnvelope, limit: Int = 4) -> [Candidate] {
        candidates(SoundEnvelope.attacks(envelope.low), SoundEnvelope.attacks(envelope.high), limit: limit)
    }

    /// The same of accents, hundred values a second: strong ones, and lighter ones that may lie between beats.
    static func candidates(_ low: [Double], _ high: [Double] = [], limit: Int = 4) -> [Candidate] {
        guard low.count > 100 else { return [] }
        let (low, high) = (low.map { $0.squareRoot() }, high.map { $0.squareRoot() })
        let all = tempi.map { best(tempo: $0, low, high) }.sorted { $0.score > $1.score }
        var kept: [Candidate] = []
        for candidate in all where kept.count < limit {
            if kept.allSatisfy({ abs($0.tempo / candidate.tempo - 1) > 0.03 }) { kept.append(candidate) }
        }
        return kept
    }

    private static func best(tempo: Double, _ low: [Double], _ high: [Double]) -> Candidate {
        let period = 60 / tempo / SoundEnvelope.step
        let distance = log2(tempo / commonest) / octaves
        let prior = exp(-0.5 * distance * distance)
        let places = 0..<Int(period.rounded(.up))
        let (lows, highs) = (places.map { mean(low, $0, period) }, places.map { mean(high, $0, period) })
        var best = Candidate(tempo: tempo, phase: 0, score: -.infinity)
        for place in places {
            /// What lies a part of a beat later, or earlier.
            func accent(_ part: Double, _ drum: Double, _ rest: Double) -> Double {
                let moved = (Double(place) + part * period + period).truncatingRemainder(dividingBy: period)
                let index = Int(moved.rounded()) % places.count
                return drum * lows[index] + rest * highs[index]
            }
            let (earlier, later) = (accent(-1 / 3, 2, 1), accent(1 / 3, 2, 1))
            let between = accent(0.5, 0.5, 0.25)
            // Swung notes lead to a beat and do not follow it; both beside it belong to another tempo's beats.
            let swing = 0.4 * (earlier - later) - min(earlier, later)
            let score = (accent(0, 2, 1) - between + swing) * prior
            if score > best.score {
                best.phase = Double(place) * SoundEnvelope.step
                best.score = score
            }
        }
        return best
    }

    /// Drums that are struck now and then very hard count less than ones that are struck each time: the mean of the roots, squared.
    private static func mean(_ roots: [Double], _ phase: Int, _ period: Double) -> Double {
        var (sum, count, at) = (0.0, 0, Double(phase))
        while at < Double(roots.count - 1) {
            sum += roots[Int(at.rounded())]
            count += 1
            at += period
        }
        let mean = count == 0 ? 0 : sum / Double(count)
        return mean * mean
    }
}
