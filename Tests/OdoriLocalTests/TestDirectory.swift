import Foundation
import SystemPackage

/// A new directory that is gone when the test has ended.
func withTestDirectory<Result>(_ body: (FilePath) async throws -> Result) async throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "odori-local-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    do {
        let result = try await body(FilePath(url.path()))
        try FileManager.default.removeItem(at: url)
        return result
    } catch {
        try FileManager.default.removeItem(at: url)
        throw error
    }
}
