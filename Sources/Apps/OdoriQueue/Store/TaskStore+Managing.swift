import GRDB

extension TaskStore {
    /// A page of a location's queues in the order of their ids, after one of them.
    func queues(of parent: String, after id: String?, limit: Int) async throws -> [QueueRecord] {
        let prefix = "\(parent)/queues/"
        return try await reader.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM queues WHERE deleted_at IS NULL AND name > ? AND substr(name, 1, ?) = ?
                        ORDER BY name LIMIT ?
                    """,
                arguments: [prefix + (id ?? ""), prefix.count, prefix, limit]
            ).map { try QueueRecord(row: $0) }
        }
    }

    /// A page of a queue's live tasks in the order of their ids, after one of them; throws `NOT_FOUND`.
    func tasks(of name: QueueName, after id: String?, limit: Int) async throws -> [TaskRecord] {
        try await reader.read { db in
            let queue = try Self.queueID(name, in: db)
            let ids = try Int64.fetchAll(
                db,
                sql: "SELECT id FROM tasks WHERE queue = ? AND ended_at IS NULL AND name > ? ORDER BY name LIMIT ?",
                arguments: [queue, id ?? "", limit]
            )
            return try Self.tasks(ids, in: db)
        }
    }

    /// Changes a queue; throws `NOT_FOUND`, or what `change` throws.
    func updateQueue(
        _ name: QueueName,
        afterCommit: @escaping @Sendable (QueueRecord) -> Void,
        _ change: @escaping @Sendable (inout QueueRecord) throws -> Void
    ) async throws -> QueueRecord {
        try await writer.perform(
            { db in
                var queue = try Self.queue(name, in: db)
                try change(&queue)
                let retry = queue.settings.retry
                try db.execute(
                    sql: """
                        UPDATE queues SET max_dispatches_per_second = ?, max_concurrent_dispatches = ?,
                            max_attempts = ?, max_retry_duration = ?, min_backoff = ?, max_backoff = ?,
                            max_doublings = ?, is_paused = ? WHERE id = ?
                        """,
                    arguments: [
                        queue.settings.maxDispatchesPerSecond, queue.settings.maxConcurrentDispatches,
                        retry.maxAttempts, retry.maxRetryDuration.microseconds, retry.minBackoff.microseconds,
                        retry.maxBackoff.microseconds, retry.maxDoublings, queue.isPaused, queue.id,
                    ]
                )
                return queue
            },
            afterCommit: afterCommit
        )
    }

    /// Throws away all tasks of a queue, whose names stay reserved; throws `NOT_FOUND`.
    func purge(_ name: QueueName, afterCommit: @escaping @Sendable (QueueRecord) -> Void) async throws -> QueueRecord {
        let now = time.now()
        return try await writer.perform(
            { db in
                var queue = try Self.queue(name, in: db)
                let ids = try Int64.fetchAll(
                    db, sql: "SELECT id FROM tasks WHERE queue = ? AND ended_at IS NULL", arguments: [queue.id])
                for id in ids { try Self.end(id, at: now, in: db) }
                try db.execute(
                    sql: "UPDATE queues SET purged_at = ? WHERE id = ?", arguments: [now.microseconds, queue.id])
                queue.purged = now
                return queue
            },
            afterCommit: afterCommit
        )
    }

    /// Makes a task due now, whatever its queue's limits; throws `NOT_FOUND`.
    func makeDue(_ name: TaskName, afterCommit: @escaping @Sendable (TaskRecord) -> Void) async throws -> TaskRecord {
        let now = time.now()
        return try await writer.perform(
            { db in
                _ = try Self.queueID(name.queue, in: db)
                guard let held = try Self.holder(of: name, in: db) else { throw APIError.notFound() }
                guard held.ended == nil, var record = try Self.tasks([held.id], in: db).first else {
                    throw APIError.taskEnded
                }
                try db.execute(
                    sql: "UPDATE tasks SET due_at = ? WHERE id = ?", arguments: [now.microseconds, held.id])
                record.task.scheduleTime = now
                return record
            },
            afterCommit: afterCommit
        )
    }
}
