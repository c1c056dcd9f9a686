import OdoriDomain
import OdoriPorts
import Synchronization

/// What an owner may see, as it was a moment ago: many jobs that come at once read the catalogue once.
final class CatalogueView: Sendable {
    private struct Seen {
        var references: [ReferenceDocument]
        var readAt: Timestamp
    }

    private let references: ReferenceRepository
    private let seen = Mutex<[OwnerID: Seen]>([:])
    private static let freshness = Duration.milliseconds(250)

    init(references: ReferenceRepository) {
        self.references = references
    }

    /// - Parameter isFresh: it is read now, because somebody looks for what was not there a moment ago.
    func known(to owner: OwnerID, now: Timestamp, isFresh: Bool) async throws -> [ReferenceDocument] {
        if !isFresh, let known = seen.withLock({ $0[owner] }), now < known.readAt + Self.freshness, now >= known.readAt
        {
            return known.references
        }
        let read = try await references.list(for: owner)
        seen.withLock { $0[owner] = Seen(references: read, readAt: now) }
        return read
    }
}
