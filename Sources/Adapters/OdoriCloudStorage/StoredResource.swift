import Foundation
import NIOCore
import OdoriDomain
import OdoriGoogleAuth
import OdoriPorts

/// An object as the wire's `Object` resource tells it.
struct StoredResource: Decodable, Sendable {
    var name: String
    var generation: String
    /// Left out by servers that leave out what is zero.
    var size: String?
    var crc32c: String?
    var md5Hash: String?
    var contentType: String?
    var metadata: [String: String]?

    /// Custom metadata that is the store's own.
    static let sha256Name = "odori-sha256"
    static let uploadName = "odori-upload"

    init(_ answer: GoogleCaller.Answer) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(answer.body.readableBytesView))
        } catch {
            throw StorageClient.Damaged(description: "Cloud Storage's answer describes no object: \(error)")
        }
    }

    /// Which of our writes made it.
    var upload: String? { metadata?[Self.uploadName] }

    /// Bytes.
    var count: Int64 { size.flatMap { Int64($0) } ?? 0 }

    /// Nil for a name that we would not give.
    var info: ObjectInfo? {
        guard let name = ObjectName(rawValue: name) else { return nil }
        var custom = metadata ?? [:]
        let sha256 = custom.removeValue(forKey: Self.sha256Name)
        custom[Self.uploadName] = nil
        return ObjectInfo(
            name: name,
            generation: generation,
            bytes: count,
            crc32c: crc32c.flatMap(Checksum.hex) ?? "",
            sha256: sha256 ?? "",
            attributes: ObjectAttributes(contentType: contentType ?? "application/octet-stream", metadata: custom)
        )
    }
}

/// What is said of an object when it is made.
struct NewResource: Encodable {
    var name: String?
    var contentType: String
    var metadata: [String: String]
    var crc32c: String?
    var md5Hash: String?

    init(_ attributes: ObjectAttributes, sha256: String, upload: String) {
        contentType = attributes.contentType
        metadata = attributes.metadata
        metadata[StoredResource.sha256Name] = sha256
        metadata[StoredResource.uploadName] = upload
    }
}

/// CRC-32C as the wire writes it: base64 of four bytes, the highest first.
enum Checksum {
    static func hex(_ base64: String) -> String? {
        guard let data = Data(base64Encoded: base64), data.count == 4 else { return nil }
        return data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func base64(_ hex: String) -> String {
        let number = UInt32(hex, radix: 16) ?? 0
        return withUnsafeBytes(of: number.bigEndian) { Data($0) }.base64EncodedString()
    }
}

extension ObjectPrecondition {
    /// Nil when everything may be replaced.
    var generationMatch: String? {
        switch self {
        case .none: nil
        case .absent: "0"
        case .generation(let generation): generation
        }
    }

    /// As parameters of a request.
    var query: [(String, String)] {
        generationMatch.map { [("ifGenerationMatch", $0)] } ?? []
    }
}
