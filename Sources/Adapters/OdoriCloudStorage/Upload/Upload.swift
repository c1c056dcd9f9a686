import OdoriJSON
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriGoogleAuth
import OdoriPorts

/// One write of one object: small ones in one request, larger ones piece by piece in a session that outlives lost connections.
struct Upload: Sendable {
    /// What is sent in one request, with what is said of it.
    private static let largestWhole: Int64 = 1 << 20
    /// A session that is gone is begun anew so often.
    private static let largestSessions = 3

    let client: StorageClient
    let file: LocalFile
    let digest: FileDigest
    let name: ObjectName
    let attributes: ObjectAttributes
    let precondition: ObjectPrecondition

    func run() async throws -> StoredResource {
        let stored: StoredResource
        if digest.content.bytes <= Self.largestWhole {
            stored = try await whole()
        } else {
            stored = try await pieces()
        }
        let isSame =
            stored.count == digest.content.bytes && (stored.crc32c ?? crc32c) == crc32c
            && (stored.md5Hash ?? digest.md5) == digest.md5
        guard isSame else {
            try await discard(stored)
            throw StorageClient.Damaged(description: "\(name) was not stored as it was sent")
        }
        return stored
    }

    private var crc32c: String { Checksum.base64(digest.content.crc32c) }

    private func resource(_ upload: String) -> NewResource {
        var resource = NewResource(attributes, sha256: digest.content.sha256, upload: upload)
        resource.name = name.rawValue
        resource.crc32c = crc32c
        resource.md5Hash = digest.md5
        return resource
    }

    /// Takes away just the generation that was stored wrongly.
    private func discard(_ stored: StoredResource) async throws {
        let query = URLText.query([("ifGenerationMatch", stored.generation)])
        do {
            _ = try await client.repeating {
                try await client.send(.DELETE, "\(client.configuration.object(name))?\(query)")
            }
        } catch let fault as StorageFault where fault.isMissing || fault.isPreconditionFailed {
            // Gone or replaced already.
        }
    }

    private func whole() async throws -> StoredResource {
        let upload = UploadName.fresh()
        let boundary = "odori-\(upload)-\(UploadName.fresh())"
        var body = ByteBuffer(string: "--\(boundary)\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n")
        body.writeBytes(try QuickJSON.encode(resource(upload)))
        body.writeString("\r\n--\(boundary)\r\nContent-Type: \(attributes.contentType)\r\n\r\n")
        var content = try await file.read(at: 0, count: Int(digest.content.bytes))
        body.writeBuffer(&content)
        body.writeString("\r\n--\(boundary)--\r\n")
        let query = [("uploadType", "multipart"), ("name", name.rawValue)] + precondition.query
        var request = HTTPClientRequest(url: "\(client.configuration.uploads)?\(URLText.query(query))")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "multipart/related; boundary=\(boundary)")
        request.body = .bytes(body)
        do {
            return try await client.repeating { [request] in
                try StoredResource(await client.send(request, deadline: client.configuration.pieceDeadline))
            }
        } catch let fault as StorageFault where fault.isPreconditionFailed {
            return try await client.refused(name, upload: upload)
        }
    }

    private func pieces() async throws -> StoredResource {
        let sessions = UploadSessions(client.configuration)
        let key = UploadSessions.key(name, attributes, precondition, digest)
        for turn in 1... {
            let known = try sessions?.find(key)
            let upload = known?.upload ?? UploadName.fresh()
            do {
                let url: String
                if let known {
                    url = known.url
                } else {
                    url = try await begin(upload)
                    try sessions?.keep(.init(url: url, upload: upload), key)
                }
                let session = UploadSession(client: client, url: url, file: file, total: digest.content.bytes)
                let stored = try await session.run(resuming: known != nil)
                try sessions?.forget(key)
                return stored
            } catch let fault as StorageFault where fault.isPreconditionFailed {
                try sessions?.forget(key)
                return try await client.refused(name, upload: upload)
            } catch let fault as StorageFault where fault.status == 404 || fault.status == 410 {
                try sessions?.forget(key)
                // Whoever lost the last answer has stored it, and its session is over.
                if let stored = try await client.resource(name), stored.upload == upload { return stored }
                guard turn < Self.largestSessions else { throw fault.mapped }
            } catch let fault as StorageFault {
                try sessions?.forget(key)
                throw fault
            }
        }
        throw StorageClient.Damaged(description: "\(name) was not stored")
    }

    /// Opens a session and answers its URI: a secret.
    private func begin(_ upload: String) async throws -> String {
        let query = [("uploadType", "resumable"), ("name", name.rawValue)] + precondition.query
        var request = HTTPClientRequest(url: "\(client.configuration.uploads)?\(URLText.query(query))")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json; charset=UTF-8")
        request.headers.add(name: "X-Upload-Content-Type", value: attributes.contentType)
        request.headers.add(name: "X-Upload-Content-Length", value: "\(digest.content.bytes)")
        request.body = .bytes(ByteBuffer(bytes: try QuickJSON.encode(resource(upload))))
        let answer = try await client.repeating { [request] in
            try await client.send(request, deadline: client.configuration.callDeadline)
        }
        guard let url = answer.headers.first(name: "Location") else {
            throw StorageClient.Damaged(description: "Cloud Storage opened no session for \(name)")
        }
        return url
    }
}
