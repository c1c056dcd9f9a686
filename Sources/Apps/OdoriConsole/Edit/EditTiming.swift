import OdoriDomain
import OdoriPorts

/// Where the music lies under the dance, and whose beats the cuts fall on.
struct EditTiming: Hashable {
    /// Seconds of the music's start on the dance's time; 0 without music.
    var offset = 0.0
    /// What of the music is heard more than once, so that it covers the dance.
    var repeats: [BarRepeat] = []
    /// The analysis that cuts follow, on the dance's time.
    var beats: DanceAnalysis
    var source: BeatSource
    /// The music's drop lies on the dance's.
    var dropMeets: Bool
    /// Where it lies, on the dance's time.
    var drop: Double
    /// Neither drop is a guess.
    var isDropSure: Bool

    /// - Parameters:
    ///   - song: nil when the dance's own sound is used.
    ///   - parts: that the dance is shown in: where its own drop is a guess, the music's falls on the first cut.
    init(dance: DanceAnalysis, song: HeardTrack?, wish: BeatSource, seconds: Double, parts: Int) {
        guard let song else {
            self.init(beats: dance, source: .dance, dropMeets: true, drop: dance.drop, isDropSure: dance.isDropSure)
            return
        }
        let music = song.analysis
        let target = dance.isDropSure || parts < 2 ? dance.drop : Self.firstCut(dance, seconds / Double(parts))
        let cover = ScoreCover(of: music, lasting: song.duration, dropAt: target, covering: seconds)
        var beats = dance
        var source = BeatSource.dance
        if wish == .music, music.areBeatsSure || dance.confidence < music.confidence {
            source = .music
            beats.beats = Self.beats(of: music, as: cover, seconds: seconds)
            beats.confidence = music.confidence
        }
        self.init(
            offset: cover.offset, repeats: cover.repeats, beats: beats, source: source, dropMeets: cover.dropMeets,
            drop: cover.drop, isDropSure: dance.isDropSure && music.isDropSure)
    }

    /// On a bar of the dance, where it has any that are sure: its steps are to fall on the music's beats.
    private static func firstCut(_ dance: DanceAnalysis, _ part: Double) -> Double {
        let bars = dance.areBeatsSure ? dance.downbeats : []
        return bars.min { abs($0 - part) < abs($1 - part) } ?? part
    }

    private init(
        offset: Double = 0, repeats: [BarRepeat] = [], beats: DanceAnalysis, source: BeatSource, dropMeets: Bool,
        drop: Double, isDropSure: Bool
    ) {
        self.offset = offset
        self.repeats = repeats
        self.beats = beats
        self.source = source
        self.dropMeets = dropMeets
        self.drop = drop
        self.isDropSure = isDropSure
    }

    /// On the dance's time. Where whole bars are heard again, beats go on as evenly as they are around the drop.
    private static func beats(of music: DanceAnalysis, as cover: ScoreCover, seconds: Double) -> [Double] {
        guard let again = cover.repeats.first, music.tempo > 0 else { return music.beats.map { $0 + cover.offset } }
        guard cover.keepsBeat else {
            return (0...again.times).flatMap { pass in
                music.beats.map { $0 + cover.offset + Double(pass) * again.length }
            }
        }
        let period = 60 / music.tempo
        let first = cover.drop - (cover.drop / period).rounded(.down) * period
        return Array(stride(from: first, through: seconds, by: period))
    }
}
