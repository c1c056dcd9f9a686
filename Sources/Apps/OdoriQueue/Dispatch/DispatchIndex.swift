import Synchronization

/// All lanes, and the memory that the tasks in them may use; what the dispatcher asks and what commits report to.
///
/// Its methods are brief and synchronous, so that the writer can report each commit before it begins the next.
final class DispatchIndex: Sendable {
    /// What the dispatcher is to do next.
    struct Plan {
        /// Pieces of lanes to read from the store.
        var loads: [(queue: Int64, from: DuePosition, limit: Int)] = []
        /// Attempts to make.
        var attempts: [PlannedAttempt] = []
        /// When to look again; nil for only after a change.
        var wakeAt: Timestamp?
    }

    fileprivate struct State {
        var lanes: [Int64: Lane] = [:]
        var order: [Int64] = []
        var burst = Burst()
        /// What each attempt in flight holds in memory.
        var flying: [Int64: Int] = [:]
        var flyingBytes = 0
        /// Tasks that are to be pushed whatever their queues' limits.
        var forced: [(queue: Int64, task: PendingTask)] = []
        var isStopped = false
    }

    /// Requests of waiting tasks kept in memory; beyond it they are read again when due.
    private static let cacheLimit = 32 << 20
    /// Only tasks due this soon are worth keeping.
    private static let cacheHorizon: Duration = .seconds(1)
    /// No attempt begins while those in flight hold more than this.
    fileprivate static let flyingLimit = 64 << 20

    /// Raised at every change that may give the dispatcher something to do.
    let signal = Signal()
    private let state = Mutex(State())

    /// Attempts that have begun and not been settled.
    var inFlightCount: Int { state.withLock { $0.flying.count } }

    /// Adds a queue unless it is here already; an empty one need not be read from the store.
    func addLane(_ queue: QueueRecord, isEmpty: Bool) {
        state.withLock { state in
            guard state.lanes[queue.id] == nil else { return }
            state.lanes[queue.id] = Lane(queue: queue, isEmpty: isEmpty)
            state.order.append(queue.id)
        }
        signal.raise()
    }

    /// Forgets a deleted queue.
    func removeLane(_ queue: Int64) {
        state.withLock { state in
            state.lanes[queue] = nil
            state.order.removeAll { $0 == queue }
        }
    }

    /// Takes over what was changed about a queue.
    func updateLane(_ queue: QueueRecord) {
        state.withLock { $0.lanes[queue.id]?.update(queue) }
        signal.raise()
    }

    /// Forgets the waiting tasks of a queue, all of which were thrown away.
    func clearLane(_ queue: QueueRecord) {
        state.withLock { state in
            state.lanes[queue.id]?.update(queue)
            state.lanes[queue.id]?.clear()
            state.forced.removeAll { $0.queue == queue.id }
        }
    }

    /// Pushes a task as soon as can be.
    func force(_ record: TaskRecord) {
        let position = DuePosition(due: record.task.scheduleTime, id: record.id)
        state.withLock { $0.forced.append((record.queue, PendingTask(position: position, record: record))) }
        signal.raise()
    }

    /// Takes in a task that was just committed.
    func add(_ record: TaskRecord, now: Timestamp) {
        state.withLock { state in
            let due = record.task.scheduleTime
            let cached = state.lanes.values.reduce(record.task.request.bytes) { $0 + $1.cachedBytes }
            let isCached = due <= now + Self.cacheHorizon && cached <= Self.cacheLimit
            let position = DuePosition(due: due, id: record.id)
            state.lanes[record.queue]?.add(PendingTask(position: position, record: isCached ? record : nil))
        }
        signal.raise()
    }

    /// Forgets a task that was deleted.
    func remove(_ id: Int64, from queue: Int64) {
        state.withLock { $0.lanes[queue]?.remove(id) }
    }

    /// Counts the memory of an attempt whose task has just been read from the store.
    func weigh(_ record: TaskRecord) {
        state.withLock { state in
            guard let known = state.flying[record.id] else { return }
            state.flying[record.id] = record.task.request.bytes
            state.flyingBytes += record.task.request.bytes - known
        }
    }

    /// Takes note of the end of an attempt.
    func finish(_ attempt: PlannedAttempt, _ outcome: AttemptOutcome, retry: Timestamp?, now: Timestamp) {
        state.withLock { state in
            state.burst.end(attempt.task.id)
            state.flyingBytes -= state.flying.removeValue(forKey: attempt.task.id) ?? 0
            state.lanes[attempt.queue.id]?.finish(attempt, outcome, retry: retry, now: now)
        }
        signal.raise()
    }

    /// Takes in a piece that was read.
    func endLoad(_ queue: Int64, _ positions: [DuePosition]) {
        state.withLock { $0.lanes[queue]?.endLoad(positions) }
    }

    /// A piece could not be read; it is tried again at that time.
    func failLoad(_ queue: Int64, until instant: Timestamp) {
        state.withLock { $0.lanes[queue]?.failLoad(until: instant) }
    }

    /// Nothing more is planned.
    func stop() {
        state.withLock { $0.isStopped = true }
        signal.raise()
    }

    /// What is to be done now; nil once stopped.
    func plan(now: Timestamp) -> Plan? {
        state.withLock { state in state.isStopped ? nil : state.plan(now: now) }
    }
}

extension DispatchIndex.State {
    fileprivate mutating func plan(now: Timestamp) -> DispatchIndex.Plan {
        var plan = DispatchIndex.Plan()
        for id in order {
            if let from = lanes[id]?.beginLoad(now: now), let limit = lanes[id]?.capacity {
                plan.loads.append((id, from, limit))
            }
        }
        takeForced(into: &plan, now: now)
        takeAttempts(into: &plan, now: now)
        for id in order {
            if let wake = lanes[id]?.wakeTime(now: now) { plan.wakeAt = min(plan.wakeAt ?? wake, wake) }
        }
        // A lane may have tasks due that a full burst or full memory keeps back; the latter ends with an attempt.
        if let wake = plan.wakeAt, wake <= now { plan.wakeAt = burst.opensAt }
        return plan
    }

    private mutating func takeForced(into plan: inout DispatchIndex.Plan, now: Timestamp) {
        for (id, task) in forced {
            guard let queue = lanes[id]?.queue, let task = lanes[id]?.force(task) else { continue }
            begin(task, of: queue, into: &plan, now: now)
        }
        forced = []
    }

    private mutating func begin(
        _ task: PendingTask, of queue: QueueRecord, into plan: inout DispatchIndex.Plan, now: Timestamp
    ) {
        flying[task.id] = task.cachedBytes
        flyingBytes += task.cachedBytes
        burst.start(task.id, at: now)
        plan.attempts.append(PlannedAttempt(queue: queue, task: task, began: now))
    }

    /// Takes due tasks lane by lane in turns, so that a long queue cannot starve the others.
    private mutating func takeAttempts(into plan: inout DispatchIndex.Plan, now: Timestamp) {
        var room = flyingBytes < DispatchIndex.flyingLimit ? burst.room(at: now) : 0
        var hungry = order
        while room > 0, !hungry.isEmpty {
            hungry.removeAll { id in
                guard room > 0, let queue = lanes[id]?.queue, let task = lanes[id]?.takeDue(now: now) else {
                    return true
                }
                begin(task, of: queue, into: &plan, now: now)
                room -= 1
                return false
            }
        }
    }
}
