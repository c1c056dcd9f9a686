import OdoriDomain
import OdoriPorts
import OdoriTesting
import Synchronization

/// Keeps when jobs were read together with their runs, and how many documents that were.
final class ReadingStore: DocumentStore {
    struct Look: Sendable {
        var at: Timestamp
        var count: Int
    }

    private let store: any DocumentStore
    private let clock: ManualClock
    private let found = Mutex<[Look]>([])

    init(_ store: any DocumentStore, clock: ManualClock) {
        self.store = store
        self.clock = clock
    }

    func looks(before end: Timestamp) -> [Look] {
        found.withLock { $0.filter { $0.at < end } }
    }

    func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        if keys.count > 1, keys[0].group == "pipeline_jobs" {
            found.withLock { $0.append(Look(at: clock.now, count: keys.count)) }
        }
        return try await store.get(keys)
    }

    func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        try await store.commit(writes)
    }

    func query(_ query: DocumentQuery) async throws -> DocumentPage {
        try await store.query(query)
    }
}
