package import OdoriDomain
package import SystemPackage

/// Finds a song's tempo, beats, sections and drop.
package protocol MusicAnalyst: Sendable {
    /// Analyses a sound file of any length, cover pictures aside. Times are seconds from its start; of a long song the beats are
    /// those around its drop.
    ///
    /// - Throws: `media_invalid` when it is no sound, or silent.
    func analyse(song: FilePath) async throws -> DanceAnalysis
}
