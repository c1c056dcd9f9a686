import HTTPTypes
import OdoriHTTP

/// `Idempotency-Key`: 1 to 255 visible ASCII characters, quoted or bare.
struct IdempotencyKey: Sendable, Hashable {
    let text: String

    private static let lengths = 1...255

    /// - Returns: nil when the request has none.
    /// - Throws: `Problem` 400 for one that cannot be used.
    init?(_ headers: HTTPFields) throws {
        let values = headers[values: .idempotencyKey]
        guard let first = values.first else { return nil }
        var text = Substring(first)
        if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = text.dropFirst().dropLast() }
        guard values.count == 1, Self.lengths.contains(text.utf8.count), text.utf8.allSatisfy(Self.isVisible) else {
            throw Problem(
                .badRequest,
                "Idempotency-Key must be one text of 1 to 255 visible ASCII characters",
                code: "idempotency_key_invalid"
            )
        }
        self.text = String(text)
    }

    private static func isVisible(_ byte: UInt8) -> Bool {
        (0x21...0x7e).contains(byte) && byte != UInt8(ascii: "\"")
    }
}

extension HTTPField.Name {
    /// The sender's own name for a request, so that sending it twice does it once.
    static let idempotencyKey = constant("Idempotency-Key")
    /// `true` on an answer that was given before.
    static let idempotentReplayed = constant("Idempotent-Replayed")
    /// Of the last event that a reader of a stream has seen.
    static let lastEventID = constant("Last-Event-ID")

    private static func constant(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("the name is well-formed") }
        return name
    }
}
