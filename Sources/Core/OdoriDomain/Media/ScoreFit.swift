/// How a track that was heard is laid under a dance: stretched a little so that its beats fall on the dance's, its drop on the
/// dance's drop, bars of it repeated where it would leave the dance in silence. Pure.
package struct ScoreFit: Sendable, Hashable {
    /// How much faster it is played.
    package var speed: Double
    /// What of it is heard more than once after that.
    package var repeats: [BarRepeat]
    /// Where the drop is after both, in seconds from the track's start.
    package var drop: Double
    package var tempo: Double
    package var duration: Double

    /// More than this is heard.
    package static let most = 0.04
    /// - Parameters:
    ///   - dance: what the score is for.
    ///   - seconds: how long the dance is.
    /// - Throws: `score_refused` with the reason: never is a track used whose beats are not the dance's.
    package init(
        track: DanceAnalysis, lasting duration: Double, to dance: DanceAnalysis, lasting seconds: Double
    ) throws(OdoriError) {
        guard track.hasSound, track.areBeatsSure, track.tempo > 0, dance.tempo > 0 else {
            throw OdoriError(.scoreRefused, "no steady beat is heard in the track")
        }
        // A track heard at half or double the dance's tempo has its beats on the dance's all the same.
        let speeds = [1, 2, 0.5].map { dance.tempo / (track.tempo * $0) }
        let speed = speeds.min { abs($0 - 1) < abs($1 - 1) } ?? 1
        guard abs(speed - 1) <= Self.most else {
            throw OdoriError(
                .scoreRefused,
                "the track has \(Self.rounded(track.tempo)) beats a minute, the dance \(Self.rounded(dance.tempo)): "
                    + "that is more than stretching by 4 % can mend")
        }
        self.speed = speed
        tempo = track.tempo * speed
        var stretched = track
        stretched.drop /= speed
        stretched.tempo = dance.tempo
        let cover = ScoreCover(of: stretched, lasting: duration / speed, dropAt: dance.drop, covering: seconds)
        guard cover.dropMeets, cover.keepsBeat else {
            let isLate = stretched.drop < dance.drop
            throw OdoriError(
                .scoreRefused,
                "the track's drop lies \(Self.rounded(stretched.drop)) s after its beginning and "
                    + "\(Self.rounded(duration / speed - stretched.drop)) s before its end: not a bar that could be "
                    + "repeated \(isLate ? "before" : "after") it")
        }
        repeats = cover.repeats
        drop = cover.drop - cover.offset
        self.duration = duration / speed + BarRepeat.seconds(of: repeats)
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
