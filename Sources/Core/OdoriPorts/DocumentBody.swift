import OdoriJSON
package import Foundation
package import OdoriDomain
import Synchronization

/// A document's content, one JSON object: as bytes, or as the value that they spell.
///
/// Bytes are made from a value, and a value from bytes, only when somebody asks, and then once. A store in memory that is given a
/// value and gives it back encodes and decodes nothing.
package struct DocumentBody: Sendable {
    private let content: Content

    private final class Content: Sendable {
        private let forms: Mutex<Forms>
        /// The value that it began with, if that tells its members itself: asking any value whether it does takes long.
        let queryable: (any QueryableValue)?

        struct Forms {
            var json: Data?
            var value: (any Encodable & Sendable)?
        }

        init(_ forms: Forms) {
            self.forms = Mutex(forms)
            queryable = forms.value as? any QueryableValue
        }

        var known: Forms {
            forms.withLock { $0 }
        }

        func remember(_ change: (inout Forms) -> Void) {
            forms.withLock { change(&$0) }
        }
    }

    /// Bytes as they were stored or sent.
    package init(json: Data) {
        content = Content(.init(json: json))
    }

    /// A value that encodes to one JSON object.
    package init(_ value: any Encodable & Sendable) {
        content = Content(.init(value: value))
    }

    /// The bytes; equal values give equal bytes.
    package func json() throws -> Data {
        let known = content.known
        if let json = known.json { return json }
        guard let value = known.value else { return Data() }
        let json = try QuickJSON.encode(value)
        content.remember { $0.json = json }
        return json
    }

    /// The same as a text, which is not kept; nil for a body that has its bytes already, or whose value is not written in pieces.
    ///
    /// - Parameter pieces: what is left of the document's version before.
    package func text(reusing pieces: inout JSONPieces) throws -> String? {
        let known = content.known
        guard known.json == nil, let value = known.value else { return nil }
        return try pieces.text(of: value)
    }

    /// The value, as the type that the caller expects.
    ///
    /// - Throws: what decoding throws for bytes that do not spell such a value.
    package func value<Value: Codable & Sendable>(as type: Value.Type) throws -> Value {
        let known = content.known
        if let value = known.value as? Value { return value }
        let value = try JSONDecoder().decode(type, from: json())
        if known.value == nil { content.remember { $0.value = value } }
        return value
    }

    /// The bytes have not been made or read yet, so nobody but their value has vouched for them.
    package var isValueOnly: Bool {
        content.known.json == nil
    }

    /// The same body without its bytes, where the value alone will do: for those who keep many.
    package var withoutBytes: DocumentBody {
        content.known.value.map { DocumentBody($0) } ?? self
    }

    /// The value, if it tells its members itself.
    package var queryable: (any QueryableValue)? {
        content.queryable ?? content.known.value as? any QueryableValue
    }
}

/// A value that tells what queries ask of its document, so that nobody has to look into the bytes.
package protocol QueryableValue: Sendable {
    /// A top-level member by its name in JSON; nil for one that only the bytes tell.
    func told(_ member: String) -> ToldMember?
}

/// A top-level member as far as it can be compared.
package enum ToldMember: Sendable, Hashable {
    /// Not there, null, or neither text nor number.
    case none
    case text(String)
    /// Its text is the instant in RFC 3339.
    case instant(Timestamp)

    /// A member that may be null.
    package init(_ instant: Timestamp?) {
        self = instant.map { .instant($0) } ?? .none
    }
}
