import Crypto
import Foundation
package import OdoriDomain

/// The keys that clients may present: known by their SHA-256, each bound to an owner.
package struct BearerKeys: Sendable {
    private let keys: [(owner: OwnerID, digest: [UInt8])]

    /// - Parameter keys: owners with the SHA-256 of their key in hex; what is no such hex matches nothing.
    package init(_ keys: [(owner: OwnerID, sha256: String)]) {
        self.keys = keys.map { ($0.owner, Self.bytes(hex: $0.sha256)) }
    }

    /// Whose key this is; nil when it is nobody's. Takes as long for any key that is not known.
    package func owner(of key: String) -> OwnerID? {
        let digest = SHA256.hash(data: Data(key.utf8))
        // Comparing a digest takes constant time, and every key is compared whatever was found before.
        return keys.reduce(nil) { found, candidate in
            digest == candidate.digest ? candidate.owner : found
        }
    }

    private static func bytes(hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
