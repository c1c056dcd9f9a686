import OdoriDomain
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Synchronization
import Testing

@testable import OdoriJobs

@Suite("Changes that wait for the same turn share a commit", .timeLimit(.minutes(1)))
struct SharedCommitTests {
    /// A run whose first commit is held up, so that what comes meanwhile waits.
    private struct Scene {
        let store: HeldStore
        let run: RunID
        let turns = Turns()

        init() async throws {
            let now = ManualClock().now
            let job = JobDocument(
                id: SequenceIdentifiers().jobID(), owner: .local, config: JobConfig(count: 1), catalogue: [],
                requestedReferences: [], now: now)
            run = RunID(job: job.jobID, slot: Slot(0))
            let graph = StageGraph.build(job.config.options)
            let document = RunDocument(
                run: run, owner: .local, references: [], graph: graph, createdAt: now, now: now)
            let memory = MemoryDocumentStore()
            try await memory.commit([
                .put(job, at: .job(job.jobID), if: .absent),
                .put(EngineDocument.job(now: now), at: .steps(job.jobID), if: .absent),
                .put(LedgerDocument(), at: .ledger(job.jobID), if: .absent),
                .put(document, at: .run(run), if: .absent),
                .put(EngineDocument(graph: graph, now: now), at: .engine(run), if: .absent),
            ])
            store = HeldStore(inner: memory)
        }

        var transactor: Transactor { Transactor(store: store, clock: HastyClock(), turns: turns) }

        /// Counts an attempt of the concept, and answers how many there are.
        func count() async throws -> Int {
            try await transactor.update(RunState.self, .init(run)) { state in
                state.engine.update(.concept) { $0.attempts += 1 }
                return state.engine.stages[.concept]?.attempts ?? 0
            }
        }

        var counted: Int? {
            get async throws {
                try await transactor.read(RunState.self, .init(run)).engine.stages[.concept]?.attempts
            }
        }

        /// As `count`, but beginning with what was left.
        func advance(_ turns: Turns? = nil) async throws -> Int {
            let transactor = Transactor(store: store, clock: HastyClock(), turns: turns ?? self.turns)
            return try await transactor.advance(RunState.self, .init(run), crowded: .read) { state in
                state.engine.update(.concept) { $0.attempts += 1 }
                return state.engine.stages[.concept]?.attempts ?? 0
            }
        }

        /// Waits until so many changes stand behind the one that is held up.
        func waiting(_ count: Int) async {
            let name = RunState.contended(of: .init(run)).path
            while turns.proposals.withLock({ $0[name]?.count ?? 0 }) < count { await Task.yield() }
        }

        func holding() async {
            while !store.isHolding { await Task.yield() }
        }
    }

    @Test("eight that wait are one commit, and each sees what the one before it changed")
    func oneCommit() async throws {
        let scene = try await Scene()
        let first = Task { try await scene.count() }
        await scene.holding()
        let others = (0..<8).map { _ in Task { try await scene.count() } }
        await scene.waiting(8)
        scene.store.release()
        var seen = [try await first.value]
        for other in others { seen.append(try await other.value) }
        #expect(seen.sorted() == Array(1...9))
        #expect(scene.store.commits == 2)
        #expect(try await scene.counted == 9)
    }

    @Test("one that throws has its own error and leaves no trace; the others are committed")
    func oneThrows() async throws {
        let scene = try await Scene()
        let first = Task { try await scene.count() }
        await scene.holding()
        let before = Task { try await scene.count() }
        await scene.waiting(1)
        let failing = Task {
            try await scene.transactor.update(RunState.self, .init(scene.run)) { state in
                state.engine.update(.concept) { $0.attempts += 100 }
                throw OdoriError(.cancelled, "")
            }
        }
        await scene.waiting(2)
        let after = Task { try await scene.count() }
        await scene.waiting(3)
        scene.store.release()
        #expect(try await first.value + before.value + after.value == 6)
        await #expect(throws: OdoriError(.cancelled, "")) { try await failing.value }
        #expect(try await scene.counted == 3)
        #expect(scene.store.commits == 2)
    }

    @Test("they are made once more, all of them, when another process came between")
    func foreignWriter() async throws {
        let scene = try await Scene()
        let first = Task { try await scene.count() }
        await scene.holding()
        let others = (0..<4).map { _ in Task { try await scene.count() } }
        await scene.waiting(4)
        let stranger = Transactor(store: scene.store.inner, clock: HastyClock())
        scene.store.beforeCommit(2) {
            try await stranger.update(RunState.self, .init(scene.run)) {
                $0.engine.update(.concept) { $0.attempts += 10 }
            }
        }
        scene.store.release()
        #expect(try await first.value == 1)
        var seen: [Int] = []
        for other in others { seen.append(try await other.value) }
        #expect(seen.sorted() == Array(12...15))
        #expect(try await scene.counted == 15)
        #expect(scene.store.commits == 3)
    }

    @Test("a commit that fails fails for all that were in it")
    func commitFails() async throws {
        let scene = try await Scene()
        let first = Task { try await scene.count() }
        await scene.holding()
        let others = (0..<3).map { _ in Task { try await scene.count() } }
        await scene.waiting(3)
        scene.store.beforeCommit(2) { throw OdoriError(.storeUnavailable, "", .transient) }
        scene.store.release()
        #expect(try await first.value == 1)
        for other in others {
            await #expect(throws: OdoriError(.storeUnavailable, "", .transient)) { try await other.value }
        }
        #expect(try await scene.counted == 1)
    }

    @Test("who is called off while leading others' commit does not take them along")
    func leaderCancelled() async throws {
        let scene = try await Scene()
        let first = Task { try await scene.count() }
        await scene.holding()
        let leader = Task { try await scene.count() }
        await scene.waiting(1)
        let others = (0..<3).map { _ in Task { try await scene.count() } }
        await scene.waiting(4)
        scene.store.beforeCommit(2) {
            leader.cancel()
            throw CancellationError()
        }
        scene.store.release()
        #expect(try await first.value == 1)
        await #expect(throws: CancellationError.self) { try await leader.value }
        var seen: [Int] = []
        for other in others { seen.append(try await other.value) }
        #expect(seen.sorted() == [2, 3, 4])
        #expect(try await scene.counted == 4)
    }

    @Test("who begins with what was left reads the crowded document alone, and sees what another process changed there")
    func readsTheLedger() async throws {
        let scene = try await Scene()
        scene.store.hold = false
        _ = try await scene.count()
        scene.store.forget()
        #expect(try await scene.advance() == 2)
        #expect(scene.store.read == [[.ledger(scene.run.job)]])
        let stranger = Transactor(store: scene.store.inner, clock: HastyClock())
        try await stranger.update(RunState.self, .init(scene.run)) { $0.ledger.closed = true }
        let sees = try await scene.transactor.advance(RunState.self, .init(scene.run), crowded: .read) { state in
            state.engine.update(.concept) { $0.attempts += 1 }
            return state.ledger.closed
        }
        #expect(sees)
    }

    @Test("what was left and is not the newest, or leads to no write, is read, and the change made once more")
    func staleLeft() async throws {
        let scene = try await Scene()
        scene.store.hold = false
        _ = try await scene.count()
        let stranger = Transactor(store: scene.store.inner, clock: HastyClock())
        try await stranger.update(RunState.self, .init(scene.run)) { $0.engine.update(.concept) { $0.attempts += 10 } }
        #expect(try await scene.advance() == 12)
        try await stranger.update(RunState.self, .init(scene.run)) { $0.engine.update(.concept) { $0.attempts += 10 } }
        let seen = try await scene.transactor.advance(RunState.self, .init(scene.run), crowded: .read) { state in
            state.engine.stages[.concept]?.attempts
        }
        #expect(seen == 22)
    }

    @Test("where two processes work on the same run, few commits are tried in vain")
    func twoProcesses() async throws {
        let scene = try await Scene()
        scene.store.hold = false
        let other = Turns()
        for number in 1...200 {
            #expect(try await scene.advance(number.isMultiple(of: 2) ? other : scene.turns) == number)
        }
        #expect(scene.store.commits < 250)
    }
}

/// Holds up the first commit until it is released, and lets something happen before others.
private final class HeldStore: DocumentStore {
    typealias Event = @Sendable () async throws -> Void

    private struct State {
        var hold = true
        var commits = 0
        var read: [[DocumentKey]] = []
        var held: CheckedContinuation<Void, Never>?
        var events: [Int: Event] = [:]
    }

    let inner: MemoryDocumentStore
    private let state = Mutex(State())

    init(inner: MemoryDocumentStore) {
        self.inner = inner
    }

    /// Whether the first commit is held up.
    var hold: Bool {
        get { state.withLock { $0.hold } }
        set { state.withLock { $0.hold = newValue } }
    }

    var commits: Int { state.withLock { $0.commits } }

    /// What was asked for since `forget`.
    var read: [[DocumentKey]] { state.withLock { $0.read } }

    func forget() {
        state.withLock { $0.read = [] }
    }

    var isHolding: Bool { state.withLock { $0.held != nil } }

    func release() {
        state.withLock { $0.held.take() }?.resume()
    }

    /// - Parameter number: 1 is the first.
    func beforeCommit(_ number: Int, _ event: @escaping Event) {
        state.withLock { $0.events[number] = event }
    }

    func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        state.withLock { $0.read.append(keys) }
        return try await inner.get(keys)
    }

    func query(_ query: DocumentQuery) async throws -> DocumentPage { try await inner.query(query) }

    func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        let (isHeld, event) = state.withLock { state in
            state.commits += 1
            return (state.hold && state.commits == 1, state.events[state.commits])
        }
        if isHeld {
            await withCheckedContinuation { continuation in state.withLock { $0.held = continuation } }
        }
        try await event?()
        return try await inner.commit(writes)
    }
}
