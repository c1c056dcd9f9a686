import OdoriDomain
import OdoriPorts
import Synchronization

/// How the documents that this process wrote last were written, so that the next version need not be written from the beginning.
final class KnownPieces: Sendable {
    private let pieces = Mutex(Generations<JSONPieces>(size: 512))

    /// A body as it is stored under the key.
    func text(of body: DocumentBody, _ key: DocumentKey) throws(OdoriError) -> String {
        var pieces = pieces.withLock { $0.take(key.path) } ?? JSONPieces()
        let text: String?
        do {
            text = try body.text(reusing: &pieces)
        } catch {
            throw OdoriError(.documentRefused, "\(key) cannot be encoded: \(error)")
        }
        if !pieces.isEmpty { self.pieces.withLock { $0.remember(pieces, at: key.path) } }
        guard let text else { return try DocumentContent.text(of: body, key) }
        try DocumentContent.check(text.utf8.count, key)
        return text
    }
}
