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

    /// A key that is known. One owner may have several, each with a number of its own.
    package struct Holder: Sendable, Hashable {
        package var owner: OwnerID
        package var number: Int
    }

    /// Whose key this is; nil when it is nobody's. Takes as long for any key that is not known.
    package func holder(of key: String) -> Holder? {
        let digest = SHA256.hash(data: Data(key.utf8))
        // Comparing a digest takes constant time, and every key is compared whatever was found before.
        var found: Holder?
        for (number, candidate) in keys.enumerated() where digest == candidate.digest {
            found = Holder(owner: candidate.owner, number: number)
        }
        return found
    }

    private static func bytes(hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
