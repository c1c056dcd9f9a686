import OdoriDomain
import OdoriPorts
import Synchronization

/// What an owner may see, as it was a moment ago: many jobs that come at once read the catalogue once.
final class CatalogueView: Sendable {
    private struct Seen {
        var references: [ReferenceDocument]
        var readAt: Timestamp
        /// Somebody reads it again.
        var isBeingRead = false
    }

    private let references: ReferenceRepository
    private let seen = Mutex<[OwnerID: Seen]>([:])
    private static let freshness = Duration.seconds(1)
    /// How old it may get while somebody else reads it again.
    private static let patience = Duration.seconds(4)

    init(references: ReferenceRepository) {
        self.references = references
    }

    /// - Parameter isFresh: it is read now, because somebody looks for what was not there a moment ago.
    func known(to owner: OwnerID, now: Timestamp, isFresh: Bool) async throws -> [ReferenceDocument] {
        if !isFresh, let known = recent(owner, now) { return known }
        do {
            let read = try await references.list(for: owner)
            seen.withLock { $0[owner] = Seen(references: read, readAt: now) }
            return read
        } catch {
            seen.withLock { $0[owner]?.isBeingRead = false }
            throw error
        }
    }

    /// Nil for who must read: of those who come when it has become old only the first, since to them all it is a journey to the store.
    private func recent(_ owner: OwnerID, _ now: Timestamp) -> [ReferenceDocument]? {
        seen.withLock { seen in
            guard let known = seen[owner], now >= known.readAt else { return nil }
            let limit = known.isBeingRead ? Self.patience : Self.freshness
            guard now >= known.readAt + limit else { return known.references }
            seen[owner]?.isBeingRead = true
            return nil
        }
    }
}
