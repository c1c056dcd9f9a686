import GRDB

extension TaskStore {
    /// The next live tasks of a queue from a position on, in order; fewer than the limit means that there are no more.
    func positions(of queue: Int64, from start: DuePosition, limit: Int) async throws -> [DuePosition] {
        try await reader.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT due_at, id FROM tasks WHERE queue = ? AND ended_at IS NULL AND (due_at, id) >= (?, ?)
                            ORDER BY due_at, id LIMIT ?
                        """
                ),
                arguments: [queue, start.due.microseconds, start.id, limit]
            ).map { DuePosition(due: Timestamp(microseconds: $0["due_at"]), id: $0["id"]) }
        }
    }

    /// The live tasks among these.
    func tasks(_ ids: [Int64]) async throws -> [TaskRecord] {
        try await reader.read { db in try Self.tasks(ids, in: db) }
    }

    /// Records how an attempt ended and what becomes of the task; does nothing to a task deleted meanwhile. After a power cut the
    /// attempt may be made again, as it would be had the target's answer been lost.
    func settle(
        _ id: Int64,
        _ decision: AttemptDecision,
        _ history: AttemptHistory,
        afterCommit: @escaping @Sendable () -> Void
    ) async throws {
        let now = time.now()
        try await writer.perform(
            { db in
                switch decision {
                case .completed, .exhausted:
                    try Self.end(id, at: now, in: db)
                case .retry(let due):
                    try Self.reschedule(id, at: due, history, in: db)
                case .untouched:
                    break
                }
            },
            durability: .deferred,
            afterCommit: afterCommit
        )
    }

    static func tasks(_ ids: [Int64], in db: Database) throws -> [TaskRecord] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT tasks.*, queues.name AS queue_name FROM tasks JOIN queues ON queues.id = tasks.queue
                    WHERE tasks.id = ? AND ended_at IS NULL AND deleted_at IS NULL
                """
        )
        return try ids.compactMap { id in
            try Row.fetchOne(statement, arguments: [id]).map { try TaskRecord(row: $0) }
        }
    }

    private static func reschedule(
        _ id: Int64,
        at due: Timestamp,
        _ history: AttemptHistory,
        in db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                UPDATE tasks SET due_at = ?, dispatches = ?, responses = ?, executions = ?, first_dispatch_at = ?,
                    last_due_at = ?, last_dispatch_at = ?, last_response_at = ?, last_status = ?
                    WHERE id = ? AND ended_at IS NULL
                """
        ).execute(
            arguments: [
                due.microseconds, history.dispatches, history.responses, history.executions,
                history.firstDispatch?.microseconds, history.lastSchedule?.microseconds,
                history.lastDispatch?.microseconds, history.lastResponse?.microseconds, history.lastStatus, id,
            ]
        )
    }
}
