/// What brings a sound to −14 LUFS at no more than −1 dBTP: one gain for the whole, then a limiter for the peaks
/// above the ceiling. Nothing follows the music's level, so its dynamics stay.
///
/// An AAC file's loudness and peak are only known once it is made: `corrected` looks at them and gives the next
/// treatment.
struct LoudnessTreatment: Hashable {
    static let target = -14.0
    static let highestPeak = -1.0
    /// What counts as reached at first, and later, when peaks and loudness pull apart; the bar is half a decibel.
    static let tolerance = 0.2
    static let lateTolerance = 0.4
    /// More limiting than this is heard: then the sound stays quieter.
    static let mostLimiting = 6.0
    /// More gain than this only lifts noise.
    static let mostGain = 30.0

    /// Before treatment.
    private let source: Loudness
    /// Decibels for the whole.
    private(set) var gain: Double
    /// Decibels below which peaks are held; below `highestPeak` by what the encoder overshoots.
    private(set) var ceiling: Double
    /// How many treatments came before this one.
    private var round = 0

    /// The first treatment, from the sound as it is.
    init(of source: Loudness) {
        self.source = source
        ceiling = Self.highestPeak - 0.3
        gain = 0
        if !source.isSilent {
            gain = min(Self.target - source.integrated, mostGain)
        }
    }

    private var mostGain: Double {
        min(Self.mostGain, ceiling + Self.mostLimiting - source.truePeak)
    }

    /// Decibels the highest peak is pushed down by.
    var limiting: Double {
        max(0, source.truePeak + gain - ceiling)
    }

    /// The filters.
    var chain: String {
        let volume = "volume=volume=\(gain.filterText)dB:precision=float"
        guard limiting > 0 else { return volume }
        // At four times the rate the samples come close to the true peaks between them.
        return """
            \(volume),aresample=\(Encoding.sampleRate * 4),\
            alimiter=level=false:limit=\(Decibel.amplitude(ceiling).filterText):attack=3:release=60:latency=true,\
            aresample=\(Encoding.sampleRate)
            """
    }

    /// Is it loud enough, or as loud as it may be, and nowhere above the highest peak?
    func isReached(by result: Loudness) -> Bool {
        result.truePeak <= Self.highestPeak && (source.isSilent || isLoudEnough(result) || atLimit)
    }

    /// No louder without more than 6 dB of limiting, and below the target.
    func isLimited(_ result: Loudness) -> Bool {
        source.isSilent || (atLimit && result.integrated < Self.target - 0.5)
    }

    /// The next treatment, after an encoded result.
    func corrected(after result: Loudness) -> LoudnessTreatment {
        var next = self
        next.round += 1
        if result.truePeak > Self.highestPeak {
            // More than the excess: the gain that makes up for it makes the encoder overshoot again.
            next.ceiling -= result.truePeak - Self.highestPeak + 0.15
        }
        if !source.isSilent {
            next.gain = min(gain + Self.target - result.integrated, next.mostGain)
        }
        return next
    }

    private var atLimit: Bool {
        gain >= mostGain - 0.01
    }

    private func isLoudEnough(_ result: Loudness) -> Bool {
        abs(result.integrated - Self.target) <= (round < 3 ? Self.tolerance : Self.lateTolerance)
    }
}
