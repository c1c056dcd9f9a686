import OdoriPorts
import SystemPackage

/// No directory at all: stages that do nothing write no files.
struct NoScratch: ScratchSpace {
    func withDirectory<Result: Sendable>(
        _ label: String, _ body: (FilePath) async throws -> Result
    ) async throws -> Result {
        try await body(FilePath("/nowhere"))
    }
}
