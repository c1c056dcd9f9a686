import OdoriDomain
import OdoriPorts

/// A document's path with the names that queries look for, checked.
struct DocumentPlace: Sendable {
    let path: ExactText
    let collection: ExactText
    let group: ExactText

    /// Throws when the path is not alternately collection and id.
    init(_ key: DocumentKey) throws(OdoriError) {
        let parts = key.path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, parts.count.isMultiple(of: 2), parts.allSatisfy({ !$0.isEmpty && !$0.utf8.contains(0) })
        else {
            throw OdoriError(.documentRefused, "not the path of a document: \(key.path.debugDescription)")
        }
        let group = parts[parts.count - 2]
        path = ExactText(key.path)
        collection = ExactText(key.path[..<group.endIndex])
        self.group = ExactText(group)
    }
}

extension OdoriError.Code {
    /// A write or query that no store can carry out, whatever it holds.
    static let documentRefused: Self = "document_refused"
    /// A cursor that no query gave.
    static let cursorInvalid: Self = "cursor_invalid"
}
