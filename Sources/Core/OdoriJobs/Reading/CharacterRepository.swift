package import OdoriDomain
package import OdoriPorts

/// The catalogue of published characters.
package struct CharacterRepository: Sendable {
    private let store: any DocumentStore

    package init(store: any DocumentStore) {
        self.store = store
    }

    /// Nil when it does not exist or is somebody else's.
    package func find(_ id: CharacterID, for owner: OwnerID) async throws -> CharacterDocument? {
        guard let document = try await store.get([.character(id)]).first.flatMap(\.self) else { return nil }
        let character = try Tracked<CharacterDocument>(document).value
        return character.owner == owner ? character : nil
    }

    /// Newest first.
    package func list(
        for owner: OwnerID, after cursor: String?, limit: Int
    ) async throws -> (characters: [CharacterDocument], cursor: String?) {
        let page = try await store.query(
            DocumentQuery(
                .collection(Collection.characters), where: [.equal("owner", owner.rawValue)],
                order: .init("created_at", descending: true), after: cursor, limit: limit))
        return (try page.readable(as: CharacterDocument.self), page.cursor)
    }
}
