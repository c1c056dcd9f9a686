import OdoriDomain
import OdoriPorts

/// A write whose body is text already: made where the caller is, and not on the one writer that all commits share.
struct EncodedWrite: Sendable {
    enum Change: Sendable {
        case put(DocumentContent, text: String)
        case delete
    }

    let key: DocumentKey
    let place: DocumentPlace
    let change: Change
    let precondition: DocumentWrite.Precondition

    init(_ write: CheckedWrite, _ pieces: KnownPieces) throws(OdoriError) {
        key = write.key
        place = write.place
        precondition = write.precondition
        switch write.change {
        case .delete: change = .delete
        // A new document has no version before it, and the next is often another process's.
        case .put(let content) where precondition == .absent:
            change = .put(content, text: try DocumentContent.text(of: content.body, key))
        case .put(let content): change = .put(content, text: try pieces.text(of: content.body, key))
        }
    }
}
