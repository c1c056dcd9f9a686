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
            found += try page.documents.map { try Tracked<ReferenceDocument>($0).value }
        }
        return found
    }

    /// What can be danced to, or soon will be.
    package func usable(by owner: OwnerID) async throws -> [ReferenceDocument] {
        try await list(for: owner).filter { $0.status != .rejected }
    }

    /// Nil when it does not exist or is somebody else's.
    package func find(_ id: ReferenceID, for owner: OwnerID) async throws -> ReferenceDocument? {
        guard let document = try await store.get([.reference(id)]).first.flatMap(\.self) else { return nil }
        let reference = try Tracked<ReferenceDocument>(document).value
        return reference.owner == owner || reference.owner == .shared ? reference : nil
    }
}
