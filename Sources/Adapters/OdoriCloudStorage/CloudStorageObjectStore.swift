import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
package import OdoriDomain
package import OdoriGoogleAuth
package import OdoriPorts
package import SystemPackage

/// Objects in a Cloud Storage bucket, over its JSON API.
///
/// Content goes through memory in pieces of a megabyte. What is stored is compared with what was meant by size, CRC-32C and MD5; the
/// SHA-256 stands in the object's custom metadata, so that one that somebody else stored has none.
///
/// Errors beside the port's own: `objects_denied`, `bucket_missing`, `object_refused` (permanent), with the service's own words.
package struct CloudStorageObjectStore: ObjectStore {
    static let largestRead: Int64 = 4 << 20
    private static let largestPage = 1000

    let client: StorageClient

    package init(_ configuration: CloudStorageConfiguration, caller: GoogleCaller, clock: any WallClock) {
        client = StorageClient(configuration: configuration, caller: caller, clock: clock)
    }

    var configuration: CloudStorageConfiguration { client.configuration }

    package func info(_ name: ObjectName) async throws -> ObjectInfo? {
        try await mapped { try await resource(name)?.info }
    }

    package func delete(_ name: ObjectName) async throws {
        try await mapped {
            do {
                _ = try await client.repeating { try await client.send(.DELETE, configuration.object(name)) }
            } catch let fault as StorageFault where fault.isMissing {
                // What is not there need not be deleted.
            }
        }
    }

    @discardableResult
    package func put(
        _ file: FilePath, as name: ObjectName, _ attributes: ObjectAttributes, if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo {
        let open: LocalFile
        do {
            open = try LocalFile(reading: file)
        } catch {
            throw OdoriError(.internalError, "the file to store cannot be read: \(error)", .transient)
        }
        return try await mapped {
            let digest = try await open.digest()
            let upload = Upload(
                client: client, file: open, digest: digest, name: name, attributes: attributes,
                precondition: precondition)
            return try await info(upload.run(), name)
        }
    }

    @discardableResult
    package func copy(
        _ source: ObjectName, to name: ObjectName, _ attributes: ObjectAttributes, if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo {
        try await mapped {
            guard let original = try await resource(source) else { throw Self.lost(source) }
            let rewrite = Rewrite(
                client: client, source: original, target: name, attributes: attributes, precondition: precondition)
            let copy = try await rewrite.run()
            guard copy.crc32c == original.crc32c, copy.count == original.count else {
                throw StorageClient.Damaged(description: "the copy \(name) differs from \(source)")
            }
            return try info(copy, name)
        }
    }

    package func list(prefix: String, after cursor: ObjectName?, limit: Int) async throws -> [ObjectInfo] {
        var found: [ObjectInfo] = []
        var token: String?
        guard limit > 0 else { return [] }
        repeat {
            // One more, since the cursor itself is among those from it on.
            let most = min(Self.largestPage, limit - found.count + 1)
            var query = [("prefix", prefix), ("maxResults", "\(most)"), ("fields", Page.fields)]
            if let cursor { query.append(("startOffset", cursor.rawValue)) }
            if let token { query.append(("pageToken", token)) }
            let url = "\(configuration.objects)?\(URLText.query(query))"
            let page = try await mapped {
                try await client.repeating { try Page(await client.send(.GET, url)) }
            }
            let infos = (page.items ?? []).compactMap(\.info)
            found += infos.filter { Self.isAfter(cursor, $0.name) }
            token = page.nextPageToken
        } while token != nil && found.count < limit
        return Array(found.prefix(limit))
    }

    private static func isAfter(_ cursor: ObjectName?, _ name: ObjectName) -> Bool {
        guard let cursor else { return true }
        return cursor.rawValue.utf8.lexicographicallyPrecedes(name.rawValue.utf8)
    }

    private struct Page: Decodable {
        static let fields = "nextPageToken,items(name,generation,size,crc32c,md5Hash,contentType,metadata)"

        var items: [StoredResource]?
        var nextPageToken: String?

        init(_ answer: GoogleCaller.Answer) throws {
            do {
                self = try JSONDecoder().decode(Self.self, from: Data(answer.body.readableBytesView))
            } catch {
                throw StorageClient.Damaged(description: "Cloud Storage's answer is no list: \(error)")
            }
        }
    }

    /// What is stored under a name now.
    func resource(_ name: ObjectName) async throws -> StoredResource? {
        try await client.resource(name)
    }

    func info(_ resource: StoredResource, _ name: ObjectName) throws -> ObjectInfo {
        guard let info = resource.info else {
            throw StorageClient.Damaged(description: "Cloud Storage calls \(name) \(resource.name)")
        }
        return info
    }

    func mapped<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw StorageClient.mapped(error)
        }
    }

    static func lost(_ name: ObjectName) -> OdoriError {
        OdoriError(.checkpointLost, "\(name) is not stored")
    }
}

extension StorageClient {
    /// What is stored under a name now.
    func resource(_ name: ObjectName) async throws -> StoredResource? {
        do {
            return try await repeating { try StoredResource(await send(.GET, configuration.object(name))) }
        } catch let fault as StorageFault where fault.isMissing {
            return nil
        }
    }

    /// A write that its precondition refused, unless it was ours all along and only its answer was lost.
    func refused(_ name: ObjectName, upload: String) async throws -> StoredResource {
        let current = try await resource(name)
        if let current, current.upload == upload { return current }
        throw ObjectPreconditionFailed(current: current?.info)
    }
}
