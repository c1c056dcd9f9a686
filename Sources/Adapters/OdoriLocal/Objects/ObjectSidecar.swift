import Foundation
import OdoriDomain
import OdoriPorts

/// What is kept of one generation of an object beside its bytes.
struct ObjectSidecar: Codable {
    var bytes: Int64
    var crc32c: String
    var sha256: String
    var contentType: String
    var metadata: [String: String]

    init(_ digest: ContentDigest, _ attributes: ObjectAttributes) {
        bytes = digest.bytes
        crc32c = digest.crc32c
        sha256 = digest.sha256
        contentType = attributes.contentType
        metadata = attributes.metadata
    }

    func info(_ name: ObjectName, generation: Int64) -> ObjectInfo {
        ObjectInfo(
            name: name,
            generation: String(generation),
            bytes: bytes,
            crc32c: crc32c,
            sha256: sha256,
            attributes: ObjectAttributes(contentType: contentType, metadata: metadata)
        )
    }

    enum CodingKeys: String, CodingKey {
        case bytes, crc32c, sha256, metadata
        case contentType = "content_type"
    }
}
