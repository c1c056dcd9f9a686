package import Foundation
import Hummingbird
import NIOCore
import OdoriDomain
import OdoriHTTP
package import OdoriPorts
package import SystemPackage

/// Brings an upload into a file piece by piece; memory holds one piece at a time.
package struct UploadReceiver: Sendable {
    private let directory: FilePath
    private let identifiers: any IdentifierSource
    /// What an upload of a process that died leaves behind is surely dead after this.
    private static let longest: TimeInterval = 3600

    package init(directory: FilePath, identifiers: any IdentifierSource) {
        self.directory = directory
        self.identifiers = identifiers
    }

    /// Runs `use` on the received file and its SHA-256 in hex; the file is removed however this ends.
    ///
    /// - Throws: `Problem` 413 above `limit` bytes, 422 for an empty body.
    func withFile<Result>(
        of body: RequestBody,
        limit: Int64,
        use: (FilePath, String) async throws -> Result
    ) async throws -> Result {
        try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
        let file = directory.appending(identifiers.token(bytes: 16))
        defer {
            // A file that cannot be removed now is removed by the next start's sweep.
            try? FileManager.default.removeItem(atPath: file.string)
        }
        let digest = try await receive(body, into: file, limit: limit)
        guard digest.bytes > 0 else { throw Problem.field("", "is empty; send the video's bytes") }
        return try await use(file, digest.sha256)
    }

    private func receive(_ body: RequestBody, into file: FilePath, limit: Int64) async throws -> ContentDigest {
        let descriptor = try FileDescriptor.open(
            file,
            .writeOnly,
            options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: .ownerReadWrite
        )
        var digest = ContentDigest()
        do {
            for try await piece in body {
                let bytes = piece.readableBytesView
                guard digest.bytes + Int64(bytes.count) <= limit else {
                    throw Problem(.contentTooLarge, "the video is larger than \(limit) bytes")
                }
                bytes.withUnsafeBytes { digest.update($0) }
                try descriptor.writeAll(bytes)
            }
        } catch {
            try descriptor.close()
            throw error
        }
        try descriptor.close()
        return digest
    }

    /// Removes what uploads of dead processes left; call it once at the start.
    package func sweep(now: Date = Date()) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: directory.string) else { return }
        for name in try files.contentsOfDirectory(atPath: directory.string) {
            let path = directory.appending(name).string
            // Another process may have removed it meanwhile.
            guard let changed = try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date else { continue }
            if now.timeIntervalSince(changed) > Self.longest { try? files.removeItem(atPath: path) }
        }
    }
}
