package import OdoriDomain
package import SystemPackage

/// Composes a dance's score.
package protocol MusicComposer: Sendable {
    var terms: CallTerms { get }
    /// What it makes is a WAV (48 kHz stereo) at the dance's tempo with the drop where it says. Else it is any sound file, which is
    /// listened to and fitted before it is used.
    var keepsTime: Bool { get }

    /// Renders a score into `file`, at least `brief.duration` long.
    func compose(_ brief: MusicBrief, into file: FilePath) async throws -> Composition
}

extension MusicComposer {
    package var keepsTime: Bool { true }
}

/// What a score is to be.
package struct MusicBrief: Sendable {
    package var style: Style
    package var seed: UInt64
    /// Of the dance that the score is for.
    package var analysis: DanceAnalysis
    /// Seconds the score must last at least after its drop is laid on the dance's.
    package var duration: Double

    package init(style: Style, seed: UInt64, analysis: DanceAnalysis, duration: Double) {
        self.style = style
        self.seed = seed
        self.analysis = analysis
        self.duration = duration
    }
}

/// A finished score.
package struct Composition: Codable, Sendable, Hashable {
    package var tempo: Double
    /// Seconds from the file's start.
    package var drop: Double
    package var duration: Double
    package var origin: Origin
    /// Bars of the track that are heard more than once in the file, so that it covers the dance; nil = none.
    package var repeats: [BarRepeat]?
    /// 0–1, of a drop that was heard in a bought track; nil where it was composed.
    package var dropConfidence: Double?

    package init(
        tempo: Double, drop: Double, duration: Double, origin: Origin, repeats: [BarRepeat]? = nil,
        dropConfidence: Double? = nil
    ) {
        self.tempo = tempo
        self.drop = drop
        self.duration = duration
        self.origin = origin
        self.repeats = repeats
        self.dropConfidence = dropConfidence
    }

    enum CodingKeys: String, CodingKey {
        case tempo, drop, duration, origin, repeats
        case dropConfidence = "drop_confidence"
    }
}
