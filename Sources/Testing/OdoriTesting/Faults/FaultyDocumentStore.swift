package import OdoriPorts

/// A document store that obeys a `FaultPlan`: every get, commit and query is one call of it.
package struct FaultyDocumentStore: DocumentStore {
    private let store: any DocumentStore
    private let plan: FaultPlan

    package init(_ store: any DocumentStore, _ plan: FaultPlan) {
        self.store = store
        self.plan = plan
    }

    package func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        try await plan.run { try await store.get(keys) }
    }

    @discardableResult
    package func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        try await plan.run { try await store.commit(writes) }
    }

    package func query(_ query: DocumentQuery) async throws -> DocumentPage {
        try await plan.run { try await store.query(query) }
    }
}
