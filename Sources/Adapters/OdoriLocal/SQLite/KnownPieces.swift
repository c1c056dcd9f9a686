import OdoriDomain
import OdoriPorts
import Synchronization

/// How the documents that this process wrote last were written, so that the next version need not be written from the beginning.
final class KnownPieces: Sendable {
    private let pieces = Mutex(Generations<JSONPieces>(size: 512))

    /// Sees to it that a body has bytes, and that they can be stored under the key.
    func encode(_ body: DocumentBody, _ key: DocumentKey) throws(OdoriError) {
        var pieces = pieces.withLock { $0.take(key.path) } ?? JSONPieces()
        do {
            _ = try body.json(reusing: &pieces)
        } catch {
            throw OdoriError(.documentRefused, "\(key) cannot be encoded: \(error)")
        }
        if !pieces.isEmpty { self.pieces.withLock { $0.remember(pieces, at: key.path) } }
        _ = try DocumentContent.text(of: body, key)
    }
}
