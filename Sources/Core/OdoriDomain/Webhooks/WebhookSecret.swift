import Crypto
package import Foundation

/// What webhooks are signed with, after Standard Webhooks: HMAC-SHA256, shown as `whsec_` and base64.
package struct WebhookSecret: Sendable, Hashable {
    private let key: Data

    /// Reads `whsec_…` of 24 to 64 bytes; nil for anything else.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.mark), let key = Data(base64Encoded: String(text.dropFirst(Self.mark.count))),
            (24...64).contains(key.count)
        else { return nil }
        self.key = key
    }

    private static let mark = "whsec_"

    /// How a secret of these bytes is shown.
    package static func text(_ key: Data) -> String {
        mark + key.base64EncodedString()
    }

    /// `v1,` and the signature of `{id}.{timestamp}.{body}`.
    package func signature(of body: Data, id: WebhookID, at timestamp: Timestamp) -> String {
        let content = Data("\(id).\(timestamp.seconds).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: key))
        return "v1,\(Data(code).base64EncodedString())"
    }

    /// The three headers of one attempt. Every secret signs, so that a receiver accepts while its secret is being changed.
    package static func headers(
        _ secrets: [WebhookSecret], body: Data, id: WebhookID, at now: Timestamp
    ) -> [(name: String, value: String)] {
        let signatures = secrets.map { $0.signature(of: body, id: id, at: now) }
        return [
            ("webhook-id", id.rawValue), ("webhook-timestamp", "\(now.seconds)"),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}

extension WebhookSecret {
    /// Whether one of the signatures in a `webhook-signature` header is this secret's; compares in constant time.
    ///
    /// - Parameters:
    ///   - id: as the header says it, as `timestamp` is.
    ///   - signatures: separated by spaces, several while a secret is being changed; those of other versions are passed over.
    package func hasSigned(_ body: Data, id: String, timestamp: String, signatures: String) -> Bool {
        let content = Data("\(id).\(timestamp).".utf8) + body
        return signatures.split(separator: " ").contains { signature in
            guard signature.hasPrefix("v1,"), let code = Data(base64Encoded: String(signature.dropFirst(3))) else {
                return false
            }
            return HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: content, using: SymmetricKey(data: key))
        }
    }
}
