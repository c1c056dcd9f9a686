import Logging
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import OdoriWorker
import Synchronization
import Testing

@Suite("A worker's start")
struct WorkerStartTests {
    private let clock = ManualClock()
    private let gate = StartGate()
    private let documents = MemoryDocumentStore()
    private let queue = RecordingTaskQueue()

    private func start(
        on queue: any TaskQueue,
        seed: @escaping @Sendable () async throws -> Void = {}
    ) throws -> WorkerStart {
        let entries = try ["one", "two"].map { name in
            let id = try #require(ReferenceID(rawValue: "studio_\(name)"))
            return ReferenceIntake.Entry.studio(name, id: id, title: name, fileName: "\(name).mp4")
        }
        return WorkerStart(
            seed: seed,
            intake: ReferenceIntake(store: documents, queue: queue, clock: clock),
            references: entries,
            clock: clock,
            gate: gate,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    @Test("the studio's references are entered for everybody, once, and the gate opens")
    func seeds() async throws {
        let seeded = Mutex(0)
        let start = try start(on: queue) { seeded.withLock { $0 += 1 } }
        try await start.run()
        try await start.run()
        #expect(gate.isOpen)
        #expect(seeded.withLock { $0 } == 2)
        let references = try await ReferenceRepository(store: documents).list(for: .shared)
        #expect(references.map(\.id.rawValue) == ["studio_one", "studio_two"])
        #expect(references.map(\.source) == [.studio("one"), .studio("two")])
        #expect(references.allSatisfy { $0.owner == .shared && $0.rights == .owned && $0.adultsOnly })
        #expect(await queue.accepted.map(\.path) == ["/tasks/reference", "/tasks/reference"])
    }

    @Test("a queue that is not there yet is waited for, and the gate stays shut until then")
    func waits() async throws {
        let down = OdoriError("queue_unavailable", "connection refused", .transient)
        let plan = FaultPlan(throwing: down, .before, call: 1)
        let start = try start(on: FaultyTaskQueue(queue, plan))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await start.run() }
            await clock.waitForSleepers()
            #expect(!gate.isOpen)
            // What the store can hold is there, so that jobs can be accepted.
            #expect(try await ReferenceRepository(store: documents).list(for: .shared).count == 2)
            clock.advanceToNextWake()
            try await group.waitForAll()
        }
        #expect(gate.isOpen)
        let references = try await ReferenceRepository(store: documents).list(for: .shared)
        #expect(references.count == 2)
        #expect(await queue.accepted.count == 2)
    }

    @Test("a start that is called off ends, with the gate shut")
    func calledOff() async throws {
        let start = try start(on: queue) { throw OdoriError("queue_unavailable", "never there", .transient) }
        let clock = clock
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await start.run() }
            await clock.waitForSleepers()
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.waitForAll() }
        }
        #expect(!gate.isOpen)
    }
}
