import OdoriDomain
import OdoriPorts

/// A document's path with the names that queries look for, checked.
struct DocumentPlace: Sendable {
    let path: ExactText
    let collection: ExactText
    let group: ExactText

    /// Throws when the path is not alternately collection and id.
    init(_ key: DocumentKey) throws(OdoriError) {
        let utf8 = key.path.utf8
        var slashes = 0
        // Where the part begins that holds the index, and the one before it.
        var (before, start) = (utf8.startIndex, utf8.startIndex)
        var isPath = !utf8.isEmpty
        for index in utf8.indices {
            switch utf8[index] {
            case UInt8(ascii: "/"):
                isPath = isPath && index > start
                slashes += 1
                (before, start) = (start, utf8.index(after: index))
            case 0: isPath = false
            default: break
            }
        }
        guard isPath, start < utf8.endIndex, slashes % 2 == 1 else {
            throw OdoriError(.documentRefused, "not the path of a document: \(key.path.debugDescription)")
        }
        let last = utf8.index(before: start)
        path = ExactText(key.path)
        collection = ExactText(key.path[..<last])
        group = ExactText(key.path[before..<last])
    }
}

extension OdoriError.Code {
    /// A write or query that no store can carry out, whatever it holds.
    static let documentRefused: Self = "document_refused"
    /// A cursor that no query gave.
    static let cursorInvalid: Self = "cursor_invalid"
}
