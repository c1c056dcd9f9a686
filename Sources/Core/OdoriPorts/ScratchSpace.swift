package import SystemPackage

/// Where an attempt keeps its working files: a directory of its own that vanishes with it.
package protocol ScratchSpace: Sendable {
    /// Runs `body` in a new, empty directory, which is removed however `body` ends.
    func withDirectory<Result: Sendable>(
        _ label: String, _ body: (FilePath) async throws -> Result
    ) async throws -> Result
}
