package import OdoriDomain
package import SystemPackage

/// Hears a track and lays it out for a dance.
package protocol ScoreListener: Sendable {
    /// Tempo, beats and drop of any sound file, and how long it is heard.
    ///
    /// - Throws: `media_invalid` for what is no sound.
    func listen(_ track: FilePath) async throws -> HeardTrack

    /// Writes the track as WAV (48 kHz stereo), stretched in time at its pitch.
    ///
    /// - Parameters:
    ///   - speed: 1.02 = two per cent faster.
    ///   - repeats: what of it, once stretched, is heard more than once.
    func render(_ track: FilePath, speed: Double, repeats: [BarRepeat], into file: FilePath) async throws
}

/// What a track is like in time.
package struct HeardTrack: Sendable, Hashable {
    package var analysis: DanceAnalysis
    package var duration: Double

    package init(analysis: DanceAnalysis, duration: Double) {
        self.analysis = analysis
        self.duration = duration
    }
}
