import OdoriDomain
import OdoriPorts

/// A document's path, checked, as names of the wire.
struct DocumentName: Sendable {
    private static let longest = 6 << 10

    let path: String

    /// Throws when the path is not alternately collection and id.
    init(_ key: DocumentKey) throws(OdoriError) {
        guard Self.isPath(key.path, parts: 0), key.path.utf8.count <= Self.longest else {
            throw OdoriError(.documentRefused, "not the path of a document: \(key.path.debugDescription)")
        }
        path = key.path
    }

    /// Whether a text is made of parts, none empty, whose number is even or odd.
    static func isPath(_ text: String, parts remainder: Int) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return parts.count % 2 == remainder && parts.allSatisfy { !$0.isEmpty && !$0.contains(0) }
    }

    /// A collection's own name and the path of the document that it belongs to; nil for a collection at the root.
    static func split(collection path: String) throws(OdoriError) -> (name: String, parent: String?) {
        guard isPath(path, parts: 1), let name = path.split(separator: "/").last else {
            throw OdoriError(.documentRefused, "not the path of a collection: \(path.debugDescription)")
        }
        let parent = path.dropLast(name.count + 1)
        return (String(name), parent.isEmpty ? nil : String(parent))
    }

    /// A path as part of a URL.
    static func escaped(_ path: String) -> String {
        var text = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "/"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}

/// Bytes of a text: equal texts are equal to the letter, as names of documents are.
struct ExactBytes: Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }
}

extension OdoriError.Code {
    /// A write or query that no store can carry out, whatever it holds.
    static let documentRefused: Self = "document_refused"
    /// A cursor that no query gave.
    static let cursorInvalid: Self = "cursor_invalid"
    /// The service does not let these credentials in.
    static let storeDenied: Self = "store_denied"
    /// The database does not exist.
    static let storeMissing: Self = "store_missing"
    /// A query for which the database has no index.
    static let indexMissing: Self = "index_missing"
}
