import Foundation
import OdoriDomain
import OdoriFirestore
import OdoriJobs
import OdoriJudges
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Testing

@Suite("what it costs on Firestore", .firestoreEmulator, Judges.calls("firestore"), .timeLimit(.minutes(1)))
struct BudgetTests {
    /// An owner whose catalogue has one reference, in a store whose calls are counted.
    private static func withReference(
        _ body: @escaping @Sendable (FirestoreDocumentStore, RecordingTaskQueue, OwnerID, Relay) async throws -> Void
    ) async throws {
        let emulator = try FirestoreEmulator.running
        let relay = Relay(to: emulator.host)
        try await relay.serving { address in
            let clock = HurriedClock()
            let queue = RecordingTaskQueue()
            let store = emulator.store(through: address, clock: clock)
            let owner = try #require(OwnerID(rawValue: "owner-\(UInt32.random(in: 0 ... .max))"))
            let id = try #require(ReferenceID(rawValue: "r\(UInt32.random(in: 0 ... .max))"))
            _ = try await ReferenceIntake(store: store, queue: queue, clock: clock).add(
                .init(
                    id: id, owner: owner, title: "a", fileName: "a.mp4", source: .studio("a"), rights: .owned,
                    adultsOnly: true))
            try await body(store, queue, owner, relay)
        }
    }

    @Test("accepting a job is one commit and one task")
    func acceptance() async throws {
        try await Self.withReference { store, queue, owner, relay in
            let clock = HurriedClock()
            _ = await queue.takeAll()
            relay.forget()
            let acceptance = JobAcceptance(
                store: store, queue: queue, clock: clock, identifiers: SequenceIdentifiers())
            _ = try await acceptance.accept(JobConfig(count: 5), owner: owner)
            #expect(relay.calls.filter { $0 == "commit" }.count == 1)
            #expect(await queue.takeAll().count == 1)
        }
    }

    @Test("jobs that come all at once share commits, are one task each and read the catalogue once more at most")
    func manyAtOnce() async throws {
        try await Self.withReference { store, queue, owner, relay in
            let clock = HurriedClock()
            let acceptance = JobAcceptance(store: store, queue: queue, clock: clock, identifiers: RandomIdentifiers())
            _ = try await acceptance.accept(JobConfig(count: 1), owner: owner)
            _ = await queue.takeAll()
            relay.forget()
            try await clock.sleep(for: .seconds(2))
            let jobs = try await withThrowingTaskGroup(of: JobID.self) { group in
                for _ in 0..<24 {
                    group.addTask { try await acceptance.accept(JobConfig(count: 1), owner: owner).jobID }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(relay.calls.filter { $0 == "commit" }.count < 24)
            // The owner's own and the shared ones.
            #expect(relay.calls.filter { $0 == "runQuery" }.count == 2)
            #expect(await queue.takeAll().count == 24)
            for job in jobs {
                let state = try await Transactor(store: store, clock: clock).read(JobState.self, .init(job))
                #expect(state.job.jobID == job && state.steps.dueAt != nil)
            }
        }
    }

    @Test(
        "a step of a run is one batchGet and one commit, of the ledger alone after another; to go on from it is one commit, and a read only where another came between"
    )
    func steps() async throws {
        let emulator = try FirestoreEmulator.running
        let relay = Relay(to: emulator.host)
        try await relay.serving { address in
            let clock = HurriedClock()
            let store = emulator.store(through: address, clock: clock)
            let run = try await Self.begin(store, clock.now)
            let transactor = Transactor(store: store, clock: clock, turns: Turns())
            func intend(_ call: Int, _ transactor: Transactor, of run: RunID) async throws {
                let key = OperationKey(run: run, stage: .dance(0), generation: 0, call: call)
                try await transactor.advance(
                    RunState.self, .init(run), crowded: .changed
                ) { state in
                    try state.ledger.reserve(1_000_000, for: key, bound: nil)
                    state.engine.update(.dance(0)) { $0.calls += 1 }
                }
            }
            relay.forget()
            try await transactor.update(RunState.self, .init(run)) { $0.engine.update(.dance(0)) { $0.attempts += 1 } }
            #expect(relay.calls == ["batchGet", "commit"])
            relay.forget()
            try await transactor.advance(RunState.self, .init(run), crowded: .read) {
                $0.engine.update(.dance(0)) { $0.attempts += 1 }
            }
            #expect(relay.calls == ["batchGet", "commit"])
            let admission = try JSONDecoder().decode(Asked.self, from: relay.asked[0].body)
            #expect(admission.documents.map { $0.hasSuffix("/engine/ledger") } == [true])
            relay.forget()
            try await intend(0, transactor, of: run)
            try await intend(1, transactor, of: run)
            #expect(relay.calls == ["commit", "commit"])
            try await intend(0, Transactor(store: store, clock: clock), of: RunID(job: run.job, slot: Slot(1)))
            relay.forget()
            try await intend(2, transactor, of: run)
            #expect(relay.calls == ["commit", "batchGet", "commit"])
            // The ledger alone: nothing else is in doubt.
            let read = try JSONDecoder().decode(Asked.self, from: relay.asked[1].body)
            #expect(read.documents.map { $0.hasSuffix("/engine/ledger") } == [true])
            // Runs of one job that this process works on go on from each other's ledger.
            let other = RunID(job: run.job, slot: Slot(1))
            try await transactor.update(RunState.self, .init(other)) {
                $0.engine.update(.dance(1)) { $0.attempts += 1 }
            }
            relay.forget()
            for call in 3..<6 {
                try await intend(call, transactor, of: run)
                try await intend(call, transactor, of: other)
            }
            #expect(relay.calls == Array(repeating: "commit", count: 6))
            let state = try await transactor.read(RunState.self, .init(run))
            #expect(state.ledger.lines.count == 10 && state.engine.stages[.dance(0)]?.calls == 6)
        }
    }

    private struct Asked: Decodable {
        var documents: [String]
    }

    /// A job of two characters, as its first step leaves it.
    private static func begin(_ store: some DocumentStore, _ now: Timestamp) async throws -> RunID {
        let job = JobDocument(
            id: RandomIdentifiers().jobID(), owner: .local, config: JobConfig(count: 2, seed: 1), catalogue: [],
            requestedReferences: [], now: now)
        let graph = StageGraph.build(job.config.options)
        var writes: [DocumentWrite] = [
            try .put(job, at: .job(job.jobID), if: .absent),
            try .put(EngineDocument.job(now: now), at: .steps(job.jobID), if: .absent),
            try .put(LedgerDocument(), at: .ledger(job.jobID), if: .absent),
        ]
        for run in [0, 1].map({ RunID(job: job.jobID, slot: Slot($0)) }) {
            let document = RunDocument(
                run: run, owner: .local, references: [], graph: graph, createdAt: now, now: now)
            writes.append(try .put(document, at: .run(run), if: .absent))
            writes.append(try .put(EngineDocument(graph: graph, now: now), at: .engine(run), if: .absent))
        }
        try await store.commit(writes)
        return RunID(job: job.jobID, slot: Slot(0))
    }
}
