import Foundation
import OdoriDomain
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Synchronization
import Testing

@Suite("test doubles")
struct DoublesTests {
    @Test("time stands still until it is moved; sleepers wake in the order of their times")
    func sleepers() async throws {
        let clock = ManualClock()
        let start = clock.now
        try await withThrowingTaskGroup { group in
            for seconds in [30, 10, 20] {
                group.addTask {
                    try await clock.sleep(for: .seconds(seconds))
                    return seconds
                }
            }
            await clock.waitForSleepers(3)
            clock.advance(by: .seconds(9))
            #expect(clock.sleepers == 3 && clock.nextWake == start + .seconds(10))
            for expected in [10, 20, 30] {
                #expect(clock.advanceToNextWake())
                let woken = try await group.next()
                #expect(woken == expected)
                #expect(clock.now == start + .seconds(expected))
            }
        }
        #expect(!clock.advanceToNextWake())
    }

    @Test("a cancelled sleeper wakes at once, whether it lay down before or after")
    func cancelled() async throws {
        let clock = ManualClock()
        await withTaskGroup { group in
            group.addTask {
                await #expect(throws: CancellationError.self) { try await clock.sleep(for: .seconds(1)) }
            }
            await clock.waitForSleepers()
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) { try await clock.sleep(for: .seconds(1)) }
            }
        }
        #expect(clock.sleepers == 0)
    }

    @Test("a sleep of nothing returns without the clock moving, and time never goes back")
    func edges() async throws {
        let clock = ManualClock(now: Timestamp(seconds: 100))
        try await clock.sleep(for: .zero)
        try await clock.sleep(for: .seconds(-5))
        clock.advance(to: Timestamp(seconds: 50))
        #expect(clock.now == Timestamp(seconds: 100))
    }

    @Test("ids count up")
    func identifiers() {
        let source = SequenceIdentifiers()
        #expect(source.jobID().rawValue == "00000000-0000-4000-8000-000000000001")
        #expect(source.token(bytes: 4) == "00000002")
    }

    @Test("the recording queue keeps a name once, hands out what is due and refuses what the real one would")
    func queue() async throws {
        let queue = RecordingTaskQueue()
        let now = Timestamp(seconds: 100)
        try await queue.enqueue(task("a", at: Timestamp(seconds: 200)))
        try await queue.enqueue(task("b", at: Timestamp(seconds: 90)))
        try await queue.enqueue(task("c", at: nil))
        try await queue.enqueue(task("b", at: nil))
        #expect(await queue.takeDue(at: now).map(\.id) == ["c", "b"])
        try await queue.enqueue(task("c", at: nil))
        #expect(await queue.pending.map(\.id) == ["a"])
        #expect(await queue.accepted.map(\.id) == ["a", "b", "c"])
        #expect(await queue.repeated == 2)
        for broken in ["", "a/b", "é", String(repeating: "x", count: 501)] {
            await #expect(throws: OdoriError.self) { try await queue.enqueue(task(broken, at: nil)) }
        }
    }

    @Test("a crash before a call keeps its effect away, one after it only its answer; then nothing works any more")
    func crashes() async throws {
        for moment in FaultPlan.Moment.allCases {
            let memory = MemoryDocumentStore()
            let plan = FaultPlan(crash: moment, call: 2)
            let store = FaultyDocumentStore(memory, plan)
            let queue = FaultyTaskQueue(RecordingTaskQueue(), plan)
            try await queue.enqueue(task("a", at: nil))
            let write = DocumentWrite(.put(json: Data("{}".utf8)), DocumentKey("a", "b"), if: .absent)
            await #expect(throws: SimulatedCrash()) { try await store.commit([write]) }
            #expect(memory.everything().count == (moment == .after ? 1 : 0))
            await #expect(throws: SimulatedCrash()) { try await queue.enqueue(task("b", at: nil)) }
            #expect(plan.calls == 2 && plan.hasCrashed)
        }
    }

    @Test("an injected error strikes once, and life goes on")
    func errors() async throws {
        let plan = FaultPlan(throwing: OdoriError(.storeUnavailable, "", .transient), .before, call: 1)
        let store = FaultyDocumentStore(MemoryDocumentStore(), plan)
        await #expect(throws: OdoriError(.storeUnavailable, "")) { try await store.get([]) }
        _ = try await store.get([])
        #expect(plan.calls == 2 && !plan.hasCrashed)
    }

    private func task(_ id: String, at instant: Timestamp?) -> QueuedTask {
        QueuedTask(
            queue: .poll,
            id: id,
            path: "/tasks/stage",
            body: Data("{}".utf8),
            notBefore: instant,
            deadline: .seconds(60)
        )
    }
}
