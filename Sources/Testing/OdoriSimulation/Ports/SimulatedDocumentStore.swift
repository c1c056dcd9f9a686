import OdoriLocal
import OdoriPorts

/// Where a schedule's documents are: in memory, or in SQLite, whose threads the executor waits for.
struct SharedDocuments: Sendable {
    let store: any DocumentStore
    /// Set when the store works on threads of its own.
    let outside: StepExecutor?

    func reach<Result: Sendable>(_ body: (any DocumentStore) async throws -> Result) async throws -> Result {
        guard let outside else { return try await body(store) }
        return try await outside.outside { try await body(store) }
    }
}

/// The document store as one process reaches it. Every commit is seen by the witness in the order of commits.
struct SimulatedDocumentStore: DocumentStore {
    let documents: SharedDocuments
    let process: SimulatedProcess
    let witness: Witness
    let graph: PinnedGraph

    func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        try await process.call(.get) { try await documents.reach { try await $0.get(keys) } }
    }

    @discardableResult
    func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        try await process.call(.commit) {
            if process.meetsAnotherWriter { throw DocumentConflict() }
            let writes = try graph.rewrite(writes)
            let versions = try await documents.reach { try await $0.commit(writes) }
            witness.saw(writes, by: process.name)
            return versions
        }
    }

    func query(_ query: DocumentQuery) async throws -> DocumentPage {
        try await process.call(.query) { try await documents.reach { try await $0.query(query) } }
    }
}
