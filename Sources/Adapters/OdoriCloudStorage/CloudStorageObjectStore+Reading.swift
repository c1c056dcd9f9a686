import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
package import OdoriDomain
import OdoriGoogleAuth
package import OdoriPorts
package import SystemPackage

extension CloudStorageObjectStore {
    /// An object that is replaced again and again while it is fetched is begun anew so often.
    private static let largestTurns = 20

    @discardableResult
    package func download(_ name: ObjectName, to file: FilePath) async throws -> ObjectInfo {
        try await mapped {
            for _ in 0..<Self.largestTurns {
                guard let resource = try await resource(name) else { throw Self.lost(name) }
                if try await fetch(resource, name, to: file) { return try info(resource, name) }
            }
            throw StorageClient.Damaged(description: "\(name) was replaced again and again while it was fetched")
        }
    }

    /// Fetches one generation; false when it is not there any more, or was not what came.
    private func fetch(_ resource: StoredResource, _ name: ObjectName, to path: FilePath) async throws -> Bool {
        let file = try LocalFile(writing: path)
        let total = resource.count
        var digest = FileDigest()
        while digest.content.bytes < total {
            let next = digest.content.bytes
            let end = min(total, next + Self.largestRead)
            guard let piece = try await client.piece(name, next..<end, generation: resource.generation) else {
                return false
            }
            try await file.write(piece, at: next)
            digest.update(piece)
        }
        return resource.crc32c.map { $0 == Checksum.base64(digest.content.crc32c) } ?? true
    }

    package func read(_ name: ObjectName, range: Range<Int64>) async throws
        -> any AsyncSequence<[UInt8], any Error> & Sendable
    {
        guard let resource = try await mapped({ try await resource(name) }) else { throw Self.lost(name) }
        let available = range.clamped(to: 0..<(resource.count))
        return RemoteChunks(store: self, name: name, generation: resource.generation, range: available)
    }
}

/// A range of one generation of an object, fetched piece by piece as it is asked for.
struct RemoteChunks: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let store: CloudStorageObjectStore
    let name: ObjectName
    let generation: String
    let range: Range<Int64>

    func makeAsyncIterator() -> Iterator {
        Iterator(chunks: self, next: range.lowerBound)
    }

    struct Iterator: AsyncIteratorProtocol {
        let chunks: RemoteChunks
        fileprivate(set) var next: Int64
        private var rest = ByteBuffer()

        fileprivate init(chunks: RemoteChunks, next: Int64) {
            self.chunks = chunks
            self.next = next
        }

        mutating func next() async throws -> [UInt8]? {
            if rest.readableBytes == 0 {
                guard next < chunks.range.upperBound else { return nil }
                rest = try await fetch()
                next += Int64(rest.readableBytes)
            }
            return rest.readBytes(length: Swift.min(rest.readableBytes, LocalFile.block))
        }

        private func fetch() async throws -> ByteBuffer {
            let store = chunks.store
            let end = Swift.min(chunks.range.upperBound, next + CloudStorageObjectStore.largestRead)
            let piece = try await store.mapped {
                try await store.client.piece(chunks.name, next..<end, generation: chunks.generation)
            }
            guard let piece else {
                throw OdoriError(.storeUnavailable, "\(chunks.name) was replaced while it was read", .transient)
            }
            return piece
        }
    }
}

extension StorageClient {
    /// Some bytes of one generation of an object; nil when it is not there any more.
    func piece(_ name: ObjectName, _ range: Range<Int64>, generation: String) async throws -> ByteBuffer? {
        let query = URLText.query([("alt", "media"), ("generation", generation)])
        var request = HTTPClientRequest(url: "\(configuration.object(name))?\(query)")
        request.headers.add(name: "Range", value: "bytes=\(range.lowerBound)-\(range.upperBound - 1)")
        request.headers.add(name: "Accept-Encoding", value: "identity")
        do {
            return try await repeating { [request] in
                let answer = try await send(request, deadline: configuration.pieceDeadline)
                // Of another generation, from a server that does not look at the one that was asked for.
                if let told = answer.headers.first(name: "X-Goog-Generation"), told != generation { return nil }
                guard answer.body.readableBytes == range.count else {
                    throw Damaged(description: "\(answer.body.readableBytes) bytes of \(name) came, not \(range.count)")
                }
                return answer.body
            }
        } catch let fault as StorageFault where fault.isMissing || fault.status == 416 {
            return nil
        }
    }
}
