import Testing

@testable import OdoriQueue

@Suite("One queue in memory")
struct LaneTests {
    private let now = ManualTime.start

    private func position(_ id: Int64, after seconds: Int = 0) -> DuePosition {
        DuePosition(due: now + .seconds(seconds), id: id)
    }

    private func lane(isEmpty: Bool = true, concurrency: Int = 1000, capacity: Int = 8192) throws -> HeldLane {
        HeldLane(Lane(queue: try .sample(concurrency: concurrency), isEmpty: isEmpty, capacity: capacity))
    }

    private func attempt(_ task: PendingTask) throws -> PlannedAttempt {
        PlannedAttempt(queue: try .sample(), task: task, began: now)
    }

    @Test("tasks come out by time, and by creation within the same instant")
    func order() throws {
        let lane = try lane()
        for (id, second) in [(5, 1), (2, 3), (4, 1), (3, 0), (1, 9)] {
            lane.add(PendingTask(position: position(Int64(id), after: second)))
        }
        #expect(lane.drain(at: now) == [3])
        #expect(lane.wakeTime(now: now) == now + .seconds(1))
        #expect(lane.drain(at: now + .seconds(5)) == [4, 5, 2])
        #expect(lane.wakeTime(now: now) == now + .seconds(9))
    }

    @Test("a task in flight is neither taken again nor added again")
    func inFlight() throws {
        let lane = try lane()
        let task = PendingTask(position: position(1))
        lane.add(task)
        #expect(lane.takeDue(now: now) == task)
        #expect(!lane.add(task))
        #expect(lane.takeDue(now: now) == nil)
        lane.finish(try attempt(task), .answered(status: 500), retry: now + .seconds(2), now: now)
        #expect(lane.takeDue(now: now) == nil)
        #expect(lane.takeDue(now: now + .seconds(2))?.id == 1)
    }

    @Test("no more tasks are in flight than the queue allows")
    func concurrency() throws {
        let lane = try lane(concurrency: 2)
        for id in 1...3 { lane.add(PendingTask(position: position(Int64(id)))) }
        #expect(lane.drain(at: now) == [1, 2])
        #expect(lane.wakeTime(now: now) == nil, "only the end of an attempt can help")
        lane.finish(try attempt(PendingTask(position: position(1))), .answered(status: 200), retry: nil, now: now)
        #expect(lane.drain(at: now) == [3])
    }

    @Test("an overloaded target rests the whole lane")
    func pressure() throws {
        let lane = try lane()
        lane.add(PendingTask(position: position(1)))
        lane.add(PendingTask(position: position(2, after: 1)))
        let taken = lane.takeDue(now: now)
        let task = try #require(taken)
        lane.finish(
            try attempt(task), .answered(status: 429, retryAfter: .seconds(7)), retry: now + .milliseconds(100), now: now
        )
        #expect(lane.wakeTime(now: now) == now + .seconds(7))
        #expect(lane.drain(at: now + .seconds(6)).isEmpty)
        #expect(lane.drain(at: now + .seconds(7)) == [1, 2])
    }

    @Test("a deleted task does not come out")
    func removal() throws {
        let lane = try lane()
        lane.add(PendingTask(position: position(1)))
        lane.add(PendingTask(position: position(2, after: 1)))
        lane.remove(1)
        #expect(lane.takeDue(now: now) == nil)
        #expect(lane.wakeTime(now: now) == now + .seconds(1))
    }

    @Test("a long queue is read in pieces, and tasks behind what was read wait for their piece")
    func pieces() throws {
        let lane = try lane(isEmpty: false, capacity: 8)
        #expect(lane.beginLoad(now: now) == .start)
        #expect(lane.beginLoad(now: now) == nil, "one piece at a time")
        lane.endLoad((1...8).map { position($0, after: Int($0)) })
        #expect(!lane.add(PendingTask(position: position(100, after: 50))), "it will be read later")
        #expect(lane.add(PendingTask(position: position(101, after: 0))))
        #expect(lane.beginLoad(now: now) == nil, "enough are left")
        #expect(lane.drain(at: now + .seconds(8)) == [101, 1, 2, 3, 4, 5, 6, 7, 8])
        #expect(lane.beginLoad(now: now) == position(8, after: 8).next)
        lane.endLoad([position(100, after: 50)])
        #expect(lane.drain(at: now + .seconds(60)) == [100])
        #expect(lane.beginLoad(now: now) == nil, "the end was reached")
    }

    @Test("a task committed while a piece is being read is kept, once")
    func commitDuringLoad() throws {
        let lane = try lane(isEmpty: false, capacity: 8)
        _ = lane.beginLoad(now: now)
        lane.add(PendingTask(position: position(1)))
        lane.add(PendingTask(position: position(2)))
        lane.endLoad([position(1)])
        #expect(lane.drain(at: now) == [1, 2])
    }

    @Test("a lane that grows too long gives its far end back to the store, and loses nothing")
    func trimming() throws {
        let lane = try lane(capacity: 8)
        for id in 1...17 { lane.add(PendingTask(position: position(Int64(id), after: id))) }
        #expect(lane.pendingCount == 8)
        #expect(!lane.add(PendingTask(position: position(18, after: 10))))
        #expect(lane.add(PendingTask(position: position(19, after: 0))))
        #expect(lane.drain(at: now + .seconds(99)) == [19, 1, 2, 3, 4, 5, 6, 7, 8])
        #expect(lane.beginLoad(now: now) == position(9, after: 9))
    }

    @Test("a piece that could not be read is read again later")
    func failedLoad() throws {
        let lane = try lane(isEmpty: false)
        _ = lane.beginLoad(now: now)
        lane.failLoad(until: now + .seconds(1))
        #expect(lane.beginLoad(now: now) == nil)
        #expect(lane.wakeTime(now: now) == now + .seconds(1))
        #expect(lane.beginLoad(now: now + .seconds(1)) == .start)
    }

    @Test("whatever happens in whatever order, no task is lost or taken twice", arguments: 0..<40)
    func randomWalk(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let lane = try lane(isEmpty: false, concurrency: 5, capacity: 8)
        var stored: Set<DuePosition> = []
        var flying: [PendingTask] = []
        var taken: [Int64: Int] = [:]
        var snapshot: [DuePosition]?
        var next: Int64 = 1
        var instant = now
        for step in 0..<1200 {
            let isCreating = step < 600
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1:
                guard isCreating else { break }
                let task = DuePosition(due: instant + .seconds(Int.random(in: 0..<40, using: &random)), id: next)
                next += 1
                stored.insert(task)
                lane.add(PendingTask(position: task))
            case 2:
                if let read = snapshot {
                    lane.endLoad(read)
                    snapshot = nil
                } else if let from = lane.beginLoad(now: instant) {
                    snapshot = Array(stored.filter { $0 >= from }.sorted().prefix(lane.capacity))
                }
            case 3:
                instant = instant + .seconds(Int.random(in: 0..<3, using: &random))
                guard let task = lane.takeDue(now: instant), stored.contains(task.position) else { break }
                taken[task.id, default: 0] += 1
                flying.append(task)
            default:
                guard let task = flying.popLast() else { break }
                stored.remove(task.position)
                lane.finish(try attempt(task), .answered(status: 200), retry: nil, now: instant)
            }
        }
        instant = instant + .seconds(100)
        for _ in 0..<4000 where !(stored.isEmpty && flying.isEmpty) {
            if let read = snapshot.take() { lane.endLoad(read) }
            if let from = lane.beginLoad(now: instant) {
                snapshot = Array(stored.filter { $0 >= from }.sorted().prefix(lane.capacity))
            }
            if let task = lane.takeDue(now: instant), stored.contains(task.position) {
                taken[task.id, default: 0] += 1
                flying.append(task)
            }
            if let task = flying.popLast() {
                stored.remove(task.position)
                lane.finish(try attempt(task), .answered(status: 200), retry: nil, now: instant)
            }
        }
        #expect(stored.isEmpty, "left behind: \(stored.count)")
        #expect(taken.count == Int(next) - 1)
        #expect(taken.values.allSatisfy { $0 == 1 })
        #expect(lane.pendingCount == 0 && lane.inFlightCount == 0)
    }
}

/// A lane in a place where expectations may call its mutating methods.
private final class HeldLane {
    private var lane: Lane

    init(_ lane: Lane) { self.lane = lane }

    var capacity: Int { lane.capacity }
    var pendingCount: Int { lane.pendingCount }
    var inFlightCount: Int { lane.inFlightCount }

    @discardableResult
    func add(_ task: PendingTask) -> Bool { lane.add(task) }
    func remove(_ id: Int64) { lane.remove(id) }
    func takeDue(now: Timestamp) -> PendingTask? { lane.takeDue(now: now) }
    func wakeTime(now: Timestamp) -> Timestamp? { lane.wakeTime(now: now) }
    func beginLoad(now: Timestamp) -> DuePosition? { lane.beginLoad(now: now) }
    func endLoad(_ positions: [DuePosition]) { lane.endLoad(positions) }
    func failLoad(until instant: Timestamp) { lane.failLoad(until: instant) }

    func finish(_ attempt: PlannedAttempt, _ outcome: AttemptOutcome, retry: Timestamp?, now: Timestamp) {
        lane.finish(attempt, outcome, retry: retry, now: now)
    }

    func drain(at instant: Timestamp) -> [Int64] {
        var ids: [Int64] = []
        while let task = lane.takeDue(now: instant) { ids.append(task.id) }
        return ids
    }
}

/// SplitMix64: small, good enough, and the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
