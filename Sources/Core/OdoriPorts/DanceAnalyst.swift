package import OdoriDomain
package import SystemPackage

/// Finds a video's tempo, beats, sections and drop.
package protocol DanceAnalyst: Sendable {
    /// Analyses a normalised reference. A video without usable sound gets a guess with low confidence, not an error.
    func analyse(_ video: FilePath) async throws -> DanceAnalysis
}
