import OdoriDomain
import OdoriPorts

/// Where the music lies under the dance, and whose beats the cuts fall on.
struct EditTiming: Hashable {
    /// Seconds of the music's start on the dance's time; 0 without music.
    var offset = 0.0
    /// The analysis that cuts follow, on the dance's time.
    var beats: DanceAnalysis
    var source: BeatSource
    /// The music's drop lies on the dance's.
    var dropMeets: Bool
    /// Where that is, on the dance's time.
    var drop: Double

    /// Below this an analysis is a guess.
    static let believed = 0.5

    /// - Parameters:
    ///   - song: nil when the dance's own sound is used.
    ///   - parts: that the dance is shown in: where its own drop is a guess, the music's falls on the first cut.
    init(dance: DanceAnalysis, song: DanceAnalysis?, wish: BeatSource, seconds: Double, parts: Int) {
        guard let song else {
            self.init(beats: dance, source: .dance, dropMeets: true, drop: dance.drop)
            return
        }
        let target = dance.confidence >= Self.believed || parts < 2 ? dance.drop : seconds / Double(parts)
        let wanted = target - song.drop
        let offset = Self.covering(wanted, period: song.tempo > 0 ? 60 / song.tempo : 0.5)
        var beats = dance
        var source = BeatSource.dance
        if wish == .music, song.confidence >= Self.believed || dance.confidence < song.confidence {
            source = .music
            beats.beats = song.beats.map { $0 + offset }
            beats.confidence = song.confidence
        }
        self.init(offset: offset, beats: beats, source: source, dropMeets: offset == wanted, drop: song.drop + offset)
    }

    private init(offset: Double = 0, beats: DanceAnalysis, source: BeatSource, dropMeets: Bool, drop: Double) {
        self.offset = offset
        self.beats = beats
        self.source = source
        self.dropMeets = dropMeets
        self.drop = drop
    }

    /// Music that would begin long after the picture is begun some whole beats earlier: nobody wants to wait for it in silence.
    private static func covering(_ offset: Double, period: Double) -> Double {
        guard offset > period else { return offset }
        return offset - (offset / period).rounded(.up) * period
    }
}
