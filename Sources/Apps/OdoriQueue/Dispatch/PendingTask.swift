/// A task that waits in memory for its time.
struct PendingTask: Sendable, Hashable {
    let position: DuePosition
    /// The task itself while it is fresh and memory allows; otherwise it is read when its time has come.
    var record: TaskRecord?

    var id: Int64 { position.id }
    var due: Timestamp { position.due }
    var cachedBytes: Int { record?.task.request.bytes ?? 0 }
}

/// An attempt that is to be made now.
struct PlannedAttempt: Sendable, Hashable {
    let queue: QueueRecord
    let task: PendingTask
    let began: Timestamp
}
