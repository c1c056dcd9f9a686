package import SystemPackage

/// Finds a song's tempo, beats, sections and drop.
package protocol MusicAnalyst: Sendable {
    /// Analyses a sound file of any length, cover pictures aside. Times are seconds from its start; of a long song the beats are
    /// those around its drop. Its duration is that of what is heard: silence at its end does not count.
    ///
    /// - Throws: `media_invalid` when it is no sound, silent, or shorter than a second.
    func analyse(song: FilePath) async throws -> HeardTrack
}
