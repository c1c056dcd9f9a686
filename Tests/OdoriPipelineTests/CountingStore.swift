import OdoriPorts
import Synchronization

/// Counts what a worker asks of the store about runs' engines, and how often it writes what everybody watches.
final class CountingStore: DocumentStore {
    struct Counts {
        var reads = 0
        var commits = 0
        /// Commits that write a job's own document.
        var jobWrites = 0
    }

    private let store: any DocumentStore
    private let state = Mutex(Counts())

    init(_ store: any DocumentStore) {
        self.store = store
    }

    var counts: Counts { state.withLock(\.self) }

    func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        if keys.contains(where: Self.isOfRun) { state.withLock { $0.reads += 1 } }
        return try await store.get(keys)
    }

    /// Not of a job's own steps and books, which whoever looks at its progress reads too.
    private static func isOfRun(_ key: DocumentKey) -> Bool {
        key.group == "engine" && key.id.allSatisfy(\.isNumber)
    }

    func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        if writes.contains(where: { $0.key.group == "engine" }) { state.withLock { $0.commits += 1 } }
        if writes.contains(where: { $0.key.group == "pipeline_jobs" }) { state.withLock { $0.jobWrites += 1 } }
        return try await store.commit(writes)
    }

    func query(_ query: DocumentQuery) async throws -> DocumentPage {
        try await store.query(query)
    }
}
