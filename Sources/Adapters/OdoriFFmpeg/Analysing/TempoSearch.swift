#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Looks for grids of beats that a sound's attacks fall on: every tempo from 70 to 180, every place of the first beat.
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
        let low = SoundEnvelope.attacks(envelope.low)
        let high = SoundEnvelope.attacks(envelope.high)
        guard low.count > 100 else { return [] }
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
        var best = Candidate(tempo: tempo, phase: 0, score: -1)
        var phase = 0.0
        while phase < period {
            let between = phase + period / 2
            let score =
                mean(low, phase, period) + mean(high, phase, period)
                - 0.5 * mean(low, between, period) - 0.25 * mean(high, between, period)
            if score * prior > best.score {
                best.phase = phase * SoundEnvelope.step
                best.score = score * prior
            }
            phase += 1
        }
        return best
    }

    private static func mean(_ attacks: [Double], _ phase: Double, _ period: Double) -> Double {
        var (sum, count, at) = (0.0, 0, phase)
        while at < Double(attacks.count - 1) {
            sum += attacks[Int(at.rounded())]
            count += 1
            at += period
        }
        return count == 0 ? 0 : sum / Double(count)
    }
}
