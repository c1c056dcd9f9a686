/// What a stage made: files by role, and facts that later stages read.
package struct StageOutputs: Codable, Sendable, Hashable {
    package var assets: [String: StoredAsset]
    package var facts: StageFacts?
    package var origin: Origin?

    package init(assets: [String: StoredAsset] = [:], facts: StageFacts? = nil, origin: Origin? = nil) {
        self.assets = assets
        self.facts = facts
        self.origin = origin
    }

    /// The role of a stage's one main file.
    package static let main = "main"

    enum CodingKeys: String, CodingKey {
        case assets, facts, origin
    }
}

/// A stored file with what proves it.
package struct StoredAsset: Codable, Sendable, Hashable {
    package var object: ObjectName
    package var bytes: Int64
    /// CRC-32C (Castagnoli), as 8 hex digits.
    package var crc32c: String
    /// SHA-256 in hex.
    package var sha256: String

    package init(object: ObjectName, bytes: Int64, crc32c: String, sha256: String) {
        self.object = object
        self.bytes = bytes
        self.crc32c = crc32c
        self.sha256 = sha256
    }

    // In the order of the text: nothing has to be sorted when one is written.
    enum CodingKeys: String, CodingKey {
        case bytes, crc32c, object, sha256
    }
}

/// The name of a stored file: parts of `[A-Za-z0-9._-]` joined by `/`, none of them `.` or `..`; at most 512 bytes.
package struct ObjectName: TextIdentifier {
    package let rawValue: String

    package init?(rawValue: String) {
        guard (1...512).contains(rawValue.utf8.count) else { return nil }
        let parts = rawValue.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.allSatisfy(Self.isPart) else { return nil }
        self.rawValue = rawValue
    }

    private static func isPart(_ part: Substring.UTF8View) -> Bool {
        let isDots = part.count <= 2 && part.allSatisfy { $0 == UInt8(ascii: ".") }
        return !isDots && part.allSatisfy(isPlain)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The name's last part.
    package var lastPart: String {
        rawValue.split(separator: "/").last.map(String.init) ?? rawValue
    }
}
