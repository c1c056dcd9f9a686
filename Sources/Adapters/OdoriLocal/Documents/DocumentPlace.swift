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
        var slashes: [String.Index] = []
        var start = utf8.startIndex
        var isPath = !utf8.isEmpty
        for index in utf8.indices {
            switch utf8[index] {
            case UInt8(ascii: "/"):
                isPath = isPath && index > start
                slashes.append(index)
                start = utf8.index(after: index)
            case 0: isPath = false
            default: break
            }
        }
        guard isPath, start < utf8.endIndex, let last = slashes.last, slashes.count % 2 == 1 else {
            throw OdoriError(.documentRefused, "not the path of a document: \(key.path.debugDescription)")
        }
        let before = slashes.dropLast().last.map { utf8.index(after: $0) } ?? utf8.startIndex
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
