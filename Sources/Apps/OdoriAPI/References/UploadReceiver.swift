import Hummingbird
import NIOCore
import OdoriDomain
import OdoriHTTP
import OdoriPorts
import SystemPackage

/// Brings an upload into a file piece by piece; memory holds one piece at a time.
struct UploadReceiver: Sendable {
    private let scratch: any ScratchSpace
    private let limit: Int64

    /// - Parameter limit: the most bytes of an upload.
    init(scratch: any ScratchSpace, limit: Int64) {
        self.scratch = scratch
        self.limit = limit
    }

    /// Runs `use` on the received file and its SHA-256 in hex; the file is gone afterwards, however this ends.
    ///
    /// - Throws: `Problem` 413 for too many bytes, 422 for none.
    func withFile<Result: Sendable>(
        of body: RequestBody,
        use: (FilePath, String) async throws -> Result
    ) async throws -> Result {
        try await scratch.withDirectory("upload") { directory in
            let file = directory.appending("video")
            let digest = try await receive(body, into: file)
            guard digest.bytes > 0 else { throw Problem.field("", "is empty; send the video's bytes") }
            return try await use(file, digest.sha256)
        }
    }

    private func receive(_ body: RequestBody, into file: FilePath) async throws -> ContentDigest {
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
}
