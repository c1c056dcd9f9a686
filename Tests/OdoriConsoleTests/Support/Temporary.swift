import Foundation
import SystemPackage

/// Gives `body` a directory that is gone afterwards.
func withTemporaryDirectory<Result>(_ body: (FilePath) async throws -> Result) async throws -> Result {
    let path = FilePath(NSTemporaryDirectory()).appending("console-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path.string) }
    return try await body(path)
}

extension FilePath {
    var exists: Bool {
        FileManager.default.fileExists(atPath: string)
    }

    func write(_ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: string))
    }

    func read() throws -> String {
        try String(contentsOfFile: string, encoding: .utf8)
    }
}
