package import Foundation
import OdoriDomain
package import OdoriPorts

/// The body of a push to `/tasks/callback`: what a provider posted, and under which of our tokens.
///
/// Layout 1, kept readable for ever: `{"version":1, "provider":…, "token":…, "callback":{"headers":{…}, "body":base64}}`.
package struct CallbackTask: Codable, Hashable, Sendable {
    package var version: Int
    package var provider: String
    package var token: String
    package var callback: ProviderCallback

    package init(provider: String, token: String, callback: ProviderCallback) {
        version = Self.currentVersion
        self.provider = provider
        self.token = token
        self.callback = callback
    }

    package static let currentVersion = 1
    /// The worker's path.
    package static let path = "/tasks/callback"

    /// - Throws: what decoding throws for bytes that are no such task; one of a newer layout too.
    package init(reading data: Data) throws {
        self = try JSONDecoder().decode(CallbackTask.self, from: data)
        guard version <= Self.currentVersion else {
            throw OdoriError(.unsupportedVersion, "a callback task of version \(version)", .transient)
        }
    }

    /// Its push. The name is a hash of what was posted: a replay of the same bytes is the same task, which is ordered once.
    package func queued() throws -> QueuedTask {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = try encoder.encode(self)
        return QueuedTask(
            queue: .poll, id: "\(hexSHA256(body).prefix(32))-callback", path: Self.path, body: body, notBefore: nil,
            deadline: .seconds(60))
    }
}
