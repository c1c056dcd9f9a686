/// How a track that was heard is laid under a dance: stretched a little so that its beats fall on the dance's, its drop on the
/// dance's drop. Pure.
package struct ScoreFit: Sendable, Hashable {
    /// How much faster it is played.
    package var speed: Double
    /// Where the drop is after that, in seconds from the track's start.
    package var drop: Double
    package var tempo: Double
    package var duration: Double

    /// More than this is heard.
    package static let most = 0.04
    /// Below it the beats that were heard are a guess.
    private static let leastConfidence = 0.5
    /// How far the beats may drift from the dance's between its drop and either end, after stretching.
    private static let slack = 0.02

    /// - Parameters:
    ///   - dance: what the score is for.
    ///   - seconds: how long the dance is.
    /// - Throws: `score_refused` with the reason: never is a track used whose beats are not the dance's.
    package init(
        track: DanceAnalysis, lasting duration: Double, to dance: DanceAnalysis, lasting seconds: Double
    ) throws(OdoriError) {
        guard track.hasSound, track.confidence >= Self.leastConfidence, track.tempo > 0, dance.tempo > 0 else {
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
        drop = track.drop / speed
        self.duration = duration / speed
        let afterDrop = self.duration - drop
        guard afterDrop + Self.slack >= seconds - dance.drop else {
            throw OdoriError(
                .scoreRefused, "the track ends \(Self.rounded(seconds - dance.drop - afterDrop)) s too early")
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
