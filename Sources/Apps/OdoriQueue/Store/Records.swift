/// A queue as the store holds it.
struct QueueRecord: Sendable, Hashable {
    let id: Int64
    let name: QueueName
    var settings: QueueSettings
    /// Nothing is pushed until it is resumed.
    var isPaused = false
    /// When its tasks were last thrown away.
    var purged: Timestamp?
}

/// A task as the store holds it.
struct TaskRecord: Sendable, Hashable {
    let id: Int64
    let queue: Int64
    let name: TaskName
    let created: Timestamp
    /// What was asked for; its `scheduleTime` is the time of the next attempt.
    var task: AcceptedTask
    var history = AttemptHistory()
}

/// Where a task stands in its queue: by time, then by the order of creation.
struct DuePosition: Sendable, Hashable, Comparable {
    let due: Timestamp
    let id: Int64

    /// Before every task.
    static let start = DuePosition(due: Timestamp(microseconds: .min), id: .min)

    /// The position right behind this one.
    var next: DuePosition { DuePosition(due: due, id: id + 1) }

    static func < (lhs: DuePosition, rhs: DuePosition) -> Bool {
        (lhs.due, lhs.id) < (rhs.due, rhs.id)
    }
}
