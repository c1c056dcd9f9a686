package import OdoriDomain
package import OdoriPorts

/// The catalogue of references.
package struct ReferenceRepository: Sendable {
    private let store: any DocumentStore
    /// How many references one owner's catalogue is read up to.
    private static let limit = 500

    package init(store: any DocumentStore) {
        self.store = store
    }

    /// Everything an owner may see, shared ones first, by age.
    package func list(for owner: OwnerID) async throws -> [ReferenceDocument] {
        var found: [ReferenceDocument] = []
        for name in owner == .shared ? [owner] : [.shared, owner] {
            let page = try await store.query(
                DocumentQuery(
                    .collection(Collection.references), where: [.equal("owner", name.rawValue)],
                    order: .init("created_at"), limit: Self.limit))
            found += try page.readable(as: ReferenceDocument.self)
        }
        return found
    }

    /// One page of what an owner may see: its own first, then the shared ones, the newest of each first.
    package func page(
        for owner: OwnerID, after token: String?, limit: Int
    ) async throws -> (references: [ReferenceDocument], token: String?) {
        var place = try PageToken(token, owner: owner)
        var found: [ReferenceDocument] = []
        while true {
            let page = try await store.query(
                DocumentQuery(
                    .collection(Collection.references), where: [.equal("owner", place.owner.rawValue)],
                    order: .init("created_at", descending: true), after: place.cursor, limit: limit - found.count))
            found += try page.readable(as: ReferenceDocument.self)
            place.cursor = page.cursor
            if place.cursor == nil {
                guard place.owner != .shared else { return (found, nil) }
                place = PageToken(owner: .shared)
            }
            if found.count == limit { return (found, place.text) }
        }
    }

    /// Nil when it does not exist or is somebody else's.
    package func find(_ id: ReferenceID, for owner: OwnerID) async throws -> ReferenceDocument? {
        guard let document = try await store.get([.reference(id)]).first.flatMap(\.self) else { return nil }
        let reference = try Tracked<ReferenceDocument>(document).value
        return reference.owner == owner || reference.owner == .shared ? reference : nil
    }
}

/// Whose references a page goes on with, and where.
private struct PageToken {
    var owner: OwnerID
    var cursor: String?

    private static let sharedMark = "s."
    private static let ownMark = "o."

    init(owner: OwnerID) {
        self.owner = owner
    }

    /// - Throws: `cursor_invalid` for a text that no page gave.
    init(_ text: String?, owner: OwnerID) throws(OdoriError) {
        self.owner = owner
        guard let text else { return }
        let isShared = text.hasPrefix(Self.sharedMark)
        guard isShared || text.hasPrefix(Self.ownMark) else { throw OdoriError("cursor_invalid", "not a cursor") }
        if isShared { self.owner = .shared }
        let rest = String(text.dropFirst(Self.ownMark.count))
        cursor = rest.isEmpty ? nil : rest
    }

    var text: String {
        (owner == .shared ? Self.sharedMark : Self.ownMark) + (cursor ?? "")
    }
}
