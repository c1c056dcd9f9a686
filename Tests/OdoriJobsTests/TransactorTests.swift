import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
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

    @Test("sixteen writers at once lose nothing")
    func manyWriters() async throws {
        let (store, job) = try await Self.store()
        let transactor = Transactor(store: store, clock: HastyClock())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    try await transactor.update(JobState.self, .init(job)) { $0.job.version += 1 }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await transactor.read(JobState.self, .init(job)).job.version == 17)
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
