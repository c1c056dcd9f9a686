import GRDB

extension TaskStore {
    /// Frees the names of tasks and queues whose reservation has ended; returns how many rows it deleted.
    ///
    /// One call does a bounded piece of the work, so that it never holds up the writer for long.
    func purge(limit: Int) async throws -> Int {
        let now = time.now()
        return try await writer.perform { db in
            try db.execute(
                sql: "DELETE FROM tasks WHERE id IN (SELECT id FROM tasks WHERE ended_at <= ? LIMIT ?)",
                arguments: [(now - ServiceLimits.taskNameReservation).microseconds, limit]
            )
            var deleted = db.changesCount
            try db.execute(
                sql: "DELETE FROM queues WHERE deleted_at <= ?",
                arguments: [(now - ServiceLimits.queueNameReservation).microseconds]
            )
            deleted += db.changesCount
            return deleted
        }
    }
}
