import HeapModule

/// One queue's tasks in memory: the nearest ones by time, those in flight, and how far the rest must be read from disk.
///
/// Every live task of the queue is in `pending`, or in `inFlight`, or stands in the store at `frontier` or behind it.
/// A pure state machine: the store is read and tasks are pushed by others, who report back here.
struct Lane {
    /// What a lane does not hold is read in pieces of this size.
    let capacity: Int
    private(set) var queue: QueueRecord

    private var heap = Heap<DuePosition>()
    private var pending: [Int64: PendingTask] = [:]
    private var inFlight: Set<Int64> = []
    private var pressure = QueuePressure()
    private var rate = DispatchRate()

    /// The first position that must be read from the store; nil when the whole queue is in memory.
    private var frontier: DuePosition?
    private var isLoading = false
    private var loadsAgainAt: Timestamp?

    /// A lane that has read nothing yet, or one for a queue just created and known to be empty.
    init(queue: QueueRecord, isEmpty: Bool, capacity: Int = 8192) {
        self.queue = queue
        self.capacity = capacity
        frontier = isEmpty ? nil : .start
    }

    /// Bytes of the requests that `pending` keeps in memory.
    private(set) var cachedBytes = 0

    var pendingCount: Int { pending.count }
    var inFlightCount: Int { inFlight.count }

    // MARK: Tasks come and go

    /// Takes in a task that was committed; returns whether it is kept in memory.
    @discardableResult
    mutating func add(_ task: PendingTask) -> Bool {
        // While a piece is being read, it may or may not hold this task; keeping it in any case loses none.
        let isBeyond = !isLoading && (frontier.map { task.position >= $0 } ?? false)
        guard !isBeyond, !inFlight.contains(task.id), pending[task.id] == nil else { return false }
        keep(task)
        trim()
        return pending[task.id] != nil
    }

    /// Forgets a task that was deleted.
    mutating func remove(_ id: Int64) {
        _ = drop(id)
    }

    /// Takes note of the end of an attempt, and of when the task is due again if it is.
    mutating func finish(_ attempt: PlannedAttempt, _ outcome: AttemptOutcome, retry: Timestamp?, now: Timestamp) {
        inFlight.remove(attempt.task.id)
        pressure.record(outcome, began: attempt.began, now: now)
        if let retry {
            add(PendingTask(position: DuePosition(due: retry, id: attempt.task.id)))
        }
    }

    /// Takes over what was changed about the queue.
    mutating func update(_ queue: QueueRecord) {
        self.queue = queue
    }

    /// Forgets every waiting task, because all of them were thrown away.
    mutating func clear() {
        for id in pending.keys { _ = drop(id) }
        heap = Heap()
    }

    /// Takes a task out to be pushed whatever the limits; nil when it is being pushed already.
    mutating func force(_ task: PendingTask) -> PendingTask? {
        guard inFlight.insert(task.id).inserted else { return nil }
        _ = drop(task.id)
        return task
    }

    // MARK: Dispatching

    /// The next task that may be pushed now; it counts as in flight from here on.
    mutating func takeDue(now: Timestamp) -> PendingTask? {
        guard !queue.isPaused, inFlight.count < queue.settings.maxConcurrentDispatches, !pressure.isHolding(at: now)
        else { return nil }
        dropStale()
        guard let top = heap.min, top.due <= now, rate.take(queue.settings, at: now) else { return nil }
        heap.removeMin()
        inFlight.insert(top.id)
        return drop(top.id)
    }

    /// When this lane can have something to do again without being told of a change; nil for never.
    mutating func wakeTime(now: Timestamp) -> Timestamp? {
        dropStale()
        let isOpen = !queue.isPaused && inFlight.count < queue.settings.maxConcurrentDispatches
        let dispatch = isOpen ? heap.min?.due : nil
        let held = pressure.isHolding(at: now) ? pressure.heldUntil : nil
        let allowed = rate.opensAt(queue.settings, now: now)
        let next = dispatch.map { max($0, held ?? $0, allowed ?? $0) }
        guard let loadsAgainAt, loadsAgainAt > now else { return next }
        return min(next ?? loadsAgainAt, loadsAgainAt)
    }

    private mutating func dropStale() {
        while let top = heap.min, pending[top.id]?.position != top {
            heap.removeMin()
        }
    }

    // MARK: Reading from the store

    /// Where to read on, when few tasks are left in memory and the store has more.
    mutating func beginLoad(now: Timestamp) -> DuePosition? {
        guard let frontier, !isLoading, pending.count <= capacity / 8, loadsAgainAt ?? now <= now else { return nil }
        isLoading = true
        loadsAgainAt = nil
        return frontier
    }

    /// Takes in what was read; fewer than `capacity` positions are the end of the queue.
    mutating func endLoad(_ positions: [DuePosition]) {
        frontier = positions.count < capacity ? nil : positions.last?.next
        for position in positions where !inFlight.contains(position.id) && pending[position.id] == nil {
            keep(PendingTask(position: position))
        }
        isLoading = false
        trim()
    }

    /// The store could not be read; it is tried again at that time.
    mutating func failLoad(until instant: Timestamp) {
        isLoading = false
        loadsAgainAt = instant
    }

    private mutating func keep(_ task: PendingTask) {
        pending[task.id] = task
        heap.insert(task.position)
        cachedBytes += task.cachedBytes
    }

    private mutating func drop(_ id: Int64) -> PendingTask? {
        guard let task = pending.removeValue(forKey: id) else { return nil }
        cachedBytes -= task.cachedBytes
        return task
    }

    /// Gives the far end of a lane that has grown too long back to the store.
    private mutating func trim() {
        guard !isLoading, pending.count > 2 * capacity else { return }
        let ordered = pending.values.map(\.position).sorted()
        let dropped = ordered[capacity...]
        frontier = min(frontier ?? dropped[capacity], dropped[capacity])
        for position in dropped { _ = drop(position.id) }
        heap = Heap(ordered[..<capacity])
    }
}
