import FoundationEssentials
import OdoriPorts
package import SystemPackage

/// Scratch directories under one root that several processes share.
package struct DirectoryScratchSpace: ScratchSpace {
    private let root: FilePath

    /// Opens the space, making its root when it does not exist, and removes what dead processes left there.
    package init(root: FilePath) throws {
        self.root = root
        try FileManager.default.createDirectory(atPath: root.string, withIntermediateDirectories: true)
        try ScratchDirectory.sweep(in: root)
    }

    package func withDirectory<Result: Sendable>(
        _ label: String, _ body: (FilePath) async throws -> Result
    ) async throws -> Result {
        try await withScratchDirectory(in: root, prefix: label, body)
    }
}
