import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Testing

@Suite("Accepting a job")
struct AcceptanceTests {
    private let store = MemoryDocumentStore()
    private let queue = RecordingTaskQueue()
    private let clock = ManualClock()
    private let owner = OwnerID.local

    private func acceptance(_ plan: FaultPlan = FaultPlan()) -> JobAcceptance {
        JobAcceptance(
            store: FaultyDocumentStore(store, plan), queue: FaultyTaskQueue(queue, plan), clock: clock,
            identifiers: SequenceIdentifiers())
    }

    @discardableResult
    private func addReference(_ name: String, owner: OwnerID = .shared) async throws -> ReferenceDocument {
        let id = try #require(ReferenceID(rawValue: name))
        return try await ReferenceIntake(store: store, queue: queue, clock: clock).add(
            .init(
                id: id, owner: owner, title: name, fileName: "\(name).mp4", source: .studio(name), rights: .owned,
                adultsOnly: true))
    }

    @Test("stores the job whole before its first task exists")
    func documentsFirst() async throws {
        try await addReference("a")
        _ = await queue.takeAll()
        let calls = FaultPlan()
        _ = try await acceptance(calls).accept(JobConfig(count: 1), owner: owner)
        #expect(await queue.takeAll().map(\.path) == ["/tasks/job"])
        let last = FaultPlan(crash: .before, call: calls.calls)
        let other = JobAcceptance(
            store: FaultyDocumentStore(store, last), queue: FaultyTaskQueue(queue, last), clock: clock,
            identifiers: OneIdentifier())
        await #expect(throws: SimulatedCrash.self) { try await other.accept(JobConfig(count: 1), owner: owner) }
        let id = OneIdentifier().jobID()
        let state = try await Transactor(store: store, clock: clock).read(JobState.self, .init(id))
        #expect(state.job.status == .queued)
        #expect(state.steps.dueAt == clock.now, "the sweep would not find it")
        #expect(await queue.takeAll().isEmpty)
    }

    @Test("reads the catalogue again after a moment, and where that failed with the next job")
    func catalogueReads() async throws {
        try await addReference("a")
        func calls(_ plan: FaultPlan, _ body: (JobAcceptance) async throws -> Void) async rethrows -> Int {
            try await body(
                JobAcceptance(
                    store: FaultyDocumentStore(store, plan), queue: FaultyTaskQueue(queue, plan), clock: clock,
                    identifiers: RandomIdentifiers()))
            return plan.calls
        }
        let config = JobConfig(count: 1)
        let once = try await calls(FaultPlan()) { _ = try await $0.accept(config, owner: owner) }
        let twice = try await calls(FaultPlan()) {
            for _ in 0..<2 { _ = try await $0.accept(config, owner: owner) }
        }
        #expect(twice < once * 2)
        let later = try await calls(FaultPlan()) {
            _ = try await $0.accept(config, owner: owner)
            clock.advance(by: .seconds(1))
            _ = try await $0.accept(config, owner: owner)
        }
        #expect(later == once * 2)
        let down = OdoriError("down", "down", .transient)
        let failing = try await calls(FaultPlan(throwing: down, .before, call: once + 1)) { acceptance in
            _ = try await acceptance.accept(config, owner: owner)
            clock.advance(by: .seconds(1))
            await #expect(throws: down) { try await acceptance.accept(config, owner: owner) }
            _ = try await acceptance.accept(config, owner: owner)
        }
        #expect(failing == once * 2 + 1)
    }

    @Test("refuses what it cannot dance to, naming the entry, and stores nothing")
    func unknownReferences() async throws {
        try await addReference("a")
        try await addReference("theirs", owner: try #require(OwnerID(rawValue: "somebody")))
        let before = store.everything().count
        let config = JobConfig(count: 1, referenceVideos: ["a", "a.mp4", "theirs"])
        do {
            _ = try await acceptance().accept(config, owner: owner)
            Issue.record("another owner's reference was taken")
        } catch let problems as RequestProblems {
            #expect(problems.problems.map(\.pointer) == ["/reference_videos/2"])
        }
        #expect(store.everything().count == before)
    }

    @Test("refuses every job while the catalogue is empty")
    func emptyCatalogue() async throws {
        await #expect(throws: RequestProblems.self) {
            try await acceptance().accept(JobConfig(count: 1), owner: owner)
        }
        #expect(store.everything().isEmpty)
        #expect(await queue.accepted.isEmpty)
    }

    @Test("takes a reference by its id or its file's name")
    func names() async throws {
        try await addReference("a")
        try await addReference("b")
        let job = try await acceptance().accept(
            JobConfig(count: 1, referenceVideos: ["b.mp4", "a"]), owner: owner)
        #expect(job.requestedReferences.map(\.rawValue) == ["b", "a"])
    }

    @Test("says what the job will cost at most, before anything of it has begun")
    func estimate() async throws {
        try await addReference("a")
        let acceptance = JobAcceptance(
            store: store, queue: queue, clock: clock, identifiers: SequenceIdentifiers(),
            tariffs: Tariffs(motion: .perSecond(168_000)))
        let job = try await acceptance.accept(JobConfig(count: 2), owner: owner)
        // Five dances a run, each as long as a reference can be, for this one is not measured yet.
        #expect(job.cost.estimatedUSD == 25.2)
        let stored = try await JobRepository(store: store).find(job.jobID, for: owner)
        #expect(stored?.cost.estimatedUSD == job.cost.estimatedUSD)
    }

    @Test("adding a reference twice changes nothing the second time")
    func sameReference() async throws {
        let first = try await addReference("a")
        clock.advance(by: .seconds(5))
        let second = try await addReference("a")
        #expect(second.createdAt == first.createdAt)
    }

    @Test("an owner sees its own jobs only, the newest first, page by page")
    func lists() async throws {
        try await addReference("a")
        let identifiers = SequenceIdentifiers()
        let acceptance = JobAcceptance(store: store, queue: queue, clock: clock, identifiers: identifiers)
        var made: [JobID] = []
        for _ in 0..<5 {
            made.append(try await acceptance.accept(JobConfig(count: 1), owner: owner).jobID)
            clock.advance(by: .seconds(1))
        }
        let repository = JobRepository(store: store)
        let queued = JobRepository.Selection(owner: owner, status: .queued)
        let first = try await repository.list(queued, after: nil, limit: 3)
        #expect(first.jobs.map(\.jobID) == Array(made.reversed().prefix(3)))
        let rest = try await repository.list(queued, after: first.cursor, limit: 3)
        #expect(rest.jobs.map(\.jobID) == Array(made.reversed().suffix(2)))
        #expect(rest.cursor == nil)
        #expect(try await repository.list(.init(owner: .shared), after: nil, limit: 3).jobs.isEmpty)
        #expect(try await repository.find(made[0], for: .shared) == nil)
        #expect(try await repository.find(made[0], for: owner) != nil)
    }
}

private struct OneIdentifier: IdentifierSource {
    func jobID() -> JobID {
        guard let id = JobID(rawValue: "22222222-2222-4222-8222-222222222222") else {
            preconditionFailure("a constant id is well-formed")
        }
        return id
    }

    func token(bytes: Int) -> String { "" }
}
