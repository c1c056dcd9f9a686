package import OdoriJSON
import Foundation
package import OdoriDomain

/// `idempotency/{hash}`: the answer that was given to a request with a key of its sender's, so that the same request sent again
/// is answered the same and does nothing.
package struct IdempotencyRecord: Codable, Sendable, Hashable {
    package var format = 1
    package var owner: OwnerID
    /// SHA-256 of the body as a JSON value.
    package var fingerprint: String
    package var jobID: JobID
    /// As it was answered.
    package var estimatedDuration: String
    package var createdAt: Timestamp
    /// From then on the key is as good as new.
    package var expiresAt: Timestamp

    enum CodingKeys: String, CodingKey {
        case format, owner, fingerprint
        case jobID = "job_id"
        case estimatedDuration = "estimated_duration"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }
}

/// The key that a request was sent with, and what the request said.
package struct IdempotencyClaim: Sendable, Hashable {
    package let key: String
    package let fingerprint: String

    /// How long an answer is kept.
    static let lifetime = Duration.seconds(86_400)

    /// - Parameter body: compared as a JSON value: neither spaces nor the order of members tell two requests apart.
    package init(key: String, body: JSONValue) throws {
        self.key = key
        fingerprint = hexSHA256(try QuickJSON.encode(body))
    }

    func hash(for owner: OwnerID) -> String {
        hexSHA256(Data("\(owner)\n\(key)".utf8))
    }
}
