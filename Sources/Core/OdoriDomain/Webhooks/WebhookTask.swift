import OdoriJSON
package import Foundation

/// The body of a push to `/tasks/webhook`: which event, and which of its tasks.
///
/// Layout 1, kept readable for ever: `{"version":1, "webhook_id":"msg_…", "check":0}`.
package struct WebhookTask: Codable, Hashable, Sendable {
    package var version: Int
    package var id: WebhookID
    package var check: Int

    package init(_ id: WebhookID, check: Int) {
        version = Self.currentVersion
        self.id = id
        self.check = check
    }

    package static let currentVersion = 1
    /// The worker's path.
    package static let path = "/tasks/webhook"

    /// - Throws: what decoding throws for bytes that are no such task; one of a newer layout too.
    package init(reading data: Data) throws {
        self = try JSONDecoder().decode(WebhookTask.self, from: data)
        guard version <= Self.currentVersion else {
            throw OdoriError(.unsupportedVersion, "a webhook task of version \(version)", .transient)
        }
    }

    /// The task's bytes; equal tasks give equal bytes.
    package func encoded() throws -> Data {
        try QuickJSON.encode(self)
    }

    /// The task's name in its queue: unique for event and check.
    package var taskName: String {
        let rest = "\(id)-c\(check)"
        return "\(hexSHA256(Data(rest.utf8)).prefix(16))-\(rest)"
    }

    enum CodingKeys: String, CodingKey {
        case version, check
        case id = "webhook_id"
    }
}
