import Foundation
import OdoriDomain
import OdoriPorts
package import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Scratch directories under one root that several processes share.
///
/// Each is locked by the process that uses it. A process that was killed leaves its directories behind unlocked; they are removed when
/// the next one opens the space.
package struct DirectoryScratchSpace: ScratchSpace {
    /// Between its making and its locking a directory could be taken for a dead one's.
    private static let graceSeconds = 60.0

    private let root: FilePath

    /// Opens the space, making its root when it does not exist, and removes what dead processes left there.
    package init(root: FilePath) throws {
        self.root = root
        try FileManager.default.createDirectory(atPath: root.string, withIntermediateDirectories: true)
        let newest = Int64((Date().timeIntervalSince1970 - Self.graceSeconds) * 1_000_000_000)
        for entry in try OpenFile(root).entries() where entry.isDirectory {
            let path = root.appending(entry.name)
            // One that vanishes meanwhile, or cannot be removed, is somebody else's or the next start's.
            guard let directory = try? OpenFile(path, O_RDONLY | O_DIRECTORY), let state = try? directory.state(),
                state.modified < newest, flock(directory.descriptor, LOCK_EX | LOCK_NB) == 0
            else { continue }
            try? FileManager.default.removeItem(atPath: path.string)
        }
    }

    package func withDirectory<Result: Sendable>(
        _ label: String,
        _ body: (FilePath) async throws -> Result
    ) async throws -> Result {
        let path = root.appending("\(label)-\(String(UInt64.random(in: 0...UInt64.max), radix: 16))")
        let directory = try Self.make(path)
        do {
            let result = try await body(path)
            await Self.remove(path, directory)
            return result
        } catch {
            await Self.remove(path, directory)
            throw error
        }
    }

    private static func make(_ path: FilePath) throws -> OpenFile {
        do {
            try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: false)
            let directory = try OpenFile(path, O_RDONLY | O_DIRECTORY)
            guard flock(directory.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw Errno(rawValue: errno) }
            return directory
        } catch {
            throw OdoriError(.toolFailed, "no scratch directory can be made: \(error)", .transient)
        }
    }

    private static func remove(_ path: FilePath, _ directory: OpenFile) async {
        // What cannot be removed now is removed at the next start; the attempt's own outcome matters more.
        try? await BlockingWork.run { _ in
            try FileManager.default.removeItem(atPath: path.string)
            withExtendedLifetime(directory) {}
        }
    }
}
