import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Synchronization
import Testing

@Suite("Changing documents together")
struct TransactorTests {
    private static func store() async throws -> (MemoryDocumentStore, JobID) {
        let store = MemoryDocumentStore()
        let clock = ManualClock()
        let job = SequenceIdentifiers().jobID()
        let document = JobDocument(
            id: job, owner: .local, config: JobConfig(count: 1), catalogue: [], requestedReferences: [], now: clock.now)
        try await store.commit([
            .put(document, at: .job(job), if: .absent),
            .put(EngineDocument.job(now: clock.now), at: .steps(job), if: .absent),
            .put(LedgerDocument(), at: .ledger(job), if: .absent),
        ])
        return (store, job)
    }

    /// Sixteen writers at once count a job's version up.
    private static func write(_ job: JobID, by transactor: Transactor, calledOff: Bool = false) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    try await transactor.update(JobState.self, .init(job)) { $0.job.version += 1 }
                }
            }
            if calledOff { group.cancelAll() }
            try await group.waitForAll()
        }
        #expect(try await transactor.read(JobState.self, .init(job)).job.version == 17)
    }

    @Test("sixteen writers at once lose nothing")
    func manyWriters() async throws {
        let (store, job) = try await Self.store()
        let transactor = Transactor(store: store, clock: HastyClock())
        try await Self.write(job, by: transactor)
    }

    @Test(
        "writers of one process who lost to one another go on in turn, also when they are called off, and nobody loses twice",
        arguments: [false, true])
    func losersInTurn(calledOff: Bool) async throws {
        let (inner, job) = try await Self.store()
        let store = GatheringStore(inner: inner, size: 16)
        let transactor = Transactor(store: store, clock: HastyClock(), turns: Turns())
        try await Self.write(job, by: transactor, calledOff: calledOff)
        // All sixteen at once, of which one was made, and the others one after the other.
        #expect(store.commits == 31)
    }

    @Test("a change that throws writes nothing, and one that changes nothing is no commit")
    func noWrite() async throws {
        let (store, job) = try await Self.store()
        let transactor = Transactor(store: store, clock: HastyClock())
        let before = try await store.get([.job(job)]).first.flatMap(\.self)?.version
        await #expect(throws: OdoriError(.cancelled, "")) {
            try await transactor.update(JobState.self, .init(job)) { state in
                state.job.version += 1
                throw OdoriError(.cancelled, "")
            }
        }
        try await transactor.update(JobState.self, .init(job)) { _ in }
        #expect(try await store.get([.job(job)]).first.flatMap(\.self)?.version == before)
    }

    @Test("a document that does not exist is named")
    func missing() async throws {
        let (store, job) = try await Self.store()
        let run = RunID(job: job, slot: Slot(0))
        await #expect(throws: MissingDocument(.run(run))) {
            try await Transactor(store: store, clock: HastyClock()).read(RunState.self, .init(run))
        }
    }

    @Test("a document that cannot be read is an error that says which")
    func corrupt() async throws {
        let (store, job) = try await Self.store()
        try await store.commit([DocumentWrite(.put(json: .init(#"{"format":1}"#.utf8)), .job(job), if: .none)])
        await #expect(throws: OdoriError(.documentCorrupt, "")) {
            try await Transactor(store: store, clock: HastyClock()).read(JobState.self, .init(job))
        }
    }
}

/// Answers nobody's first question before so many have asked, and counts commits.
private final class GatheringStore: DocumentStore {
    private struct State {
        var commits = 0
        var asked = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let inner: MemoryDocumentStore
    private let size: Int
    private let state = Mutex(State())

    init(inner: MemoryDocumentStore, size: Int) {
        self.inner = inner
        self.size = size
    }

    var commits: Int { state.withLock { $0.commits } }

    func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        let documents = try await inner.get(keys)
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                state.asked += 1
                guard state.asked < size else { return exchange(&state.waiting, with: []) + [continuation] }
                state.waiting.append(continuation)
                return []
            }
            for waiting in ready { waiting.resume() }
        }
        // Whoever goes on without a turn is overtaken here.
        for _ in 0..<100 { await Task.yield() }
        return documents
    }

    func query(_ query: DocumentQuery) async throws -> DocumentPage { try await inner.query(query) }

    func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        state.withLock { $0.commits += 1 }
        return try await inner.commit(writes)
    }
}
