import GRDB

extension TaskStore {
    /// Creates a queue; throws `ALREADY_EXISTS`, or `FAILED_PRECONDITION` while the name of a deleted one is blocked.
    func createQueue(
        _ name: QueueName,
        _ settings: QueueSettings,
        afterCommit: @escaping @Sendable (QueueRecord) -> Void
    ) async throws -> QueueRecord {
        let now = time.now()
        return try await writer.perform(
            { db in
                if let row = try Row.fetchOne(
                    db,
                    sql: "SELECT id, deleted_at FROM queues WHERE name = ?",
                    arguments: [name.path]
                ) {
                    guard let deleted = row["deleted_at"] as Int64? else { throw APIError.queueExists }
                    guard now - Timestamp(microseconds: deleted) >= ServiceLimits.queueNameReservation else {
                        throw APIError.queueExistedRecently
                    }
                    try db.execute(sql: "DELETE FROM queues WHERE id = ?", arguments: [row["id"] as Int64])
                }
                let retry = settings.retry
                try db.execute(
                    sql: """
                        INSERT INTO queues (name, max_dispatches_per_second, max_concurrent_dispatches, max_attempts,
                            max_retry_duration, min_backoff, max_backoff, max_doublings) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        name.path, settings.maxDispatchesPerSecond, settings.maxConcurrentDispatches, retry.maxAttempts,
                        retry.maxRetryDuration.microseconds, retry.minBackoff.microseconds,
                        retry.maxBackoff.microseconds, retry.maxDoublings,
                    ]
                )
                return QueueRecord(id: db.lastInsertedRowID, name: name, settings: settings)
            },
            afterCommit: afterCommit
        )
    }

    /// The queue of that name; throws `NOT_FOUND`.
    func queue(_ name: QueueName) async throws -> QueueRecord {
        try await reader.read { db in try Self.queue(name, in: db) }
    }

    /// Every queue there is.
    func queues() async throws -> [QueueRecord] {
        try await reader.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM queues WHERE deleted_at IS NULL ORDER BY id")
                .map { try QueueRecord(row: $0) }
        }
    }

    /// Deletes a queue and its tasks, and returns its id; throws `NOT_FOUND`.
    func deleteQueue(_ name: QueueName, afterCommit: @escaping @Sendable (Int64) -> Void) async throws {
        let now = time.now()
        _ = try await writer.perform(
            { db in
                let id = try Self.queue(name, in: db).id
                try db.execute(sql: "DELETE FROM tasks WHERE queue = ?", arguments: [id])
                try db.execute(
                    sql: "UPDATE queues SET deleted_at = ? WHERE id = ?",
                    arguments: [now.microseconds, id]
                )
                return id
            },
            afterCommit: afterCommit
        )
    }

    /// The id alone, for those who need no more.
    static func queueID(_ name: QueueName, in db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT id FROM queues WHERE name = ? AND deleted_at IS NULL")
        guard let id = try Int64.fetchOne(statement, arguments: [name.path]) else { throw APIError.queueMissing }
        return id
    }

    static func queue(_ name: QueueName, in db: Database) throws -> QueueRecord {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM queues WHERE name = ? AND deleted_at IS NULL"),
            arguments: [name.path]
        )
        guard let row else { throw APIError.queueMissing }
        return try QueueRecord(row: row)
    }
}

extension QueueRecord {
    init(row: Row) throws {
        let retry = RetryPolicy(
            maxAttempts: row["max_attempts"],
            maxRetryDuration: .microseconds(row["max_retry_duration"] as Int64),
            minBackoff: .microseconds(row["min_backoff"] as Int64),
            maxBackoff: .microseconds(row["max_backoff"] as Int64),
            maxDoublings: row["max_doublings"]
        )
        self.init(
            id: row["id"],
            name: try QueueName(path: row["name"]),
            settings: QueueSettings(
                maxDispatchesPerSecond: row["max_dispatches_per_second"],
                maxConcurrentDispatches: row["max_concurrent_dispatches"],
                retry: retry
            ),
            isPaused: row["is_paused"],
            purged: (row["purged_at"] as Int64?).map(Timestamp.init(microseconds:))
        )
    }
}
