import GRDB

/// What waits in one queue.
struct QueueBacklog: Sendable, Hashable {
    /// The queue's id, the last part of its name.
    var queue: String
    var tasks: Int
    /// When the first of them is due; nil = there is none.
    var firstDue: Timestamp?
}

extension TaskStore {
    func backlogs() async throws -> [QueueBacklog] {
        try await reader.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT queues.name, COUNT(tasks.id) AS waiting, MIN(tasks.due_at) AS first
                    FROM queues LEFT JOIN tasks ON tasks.queue = queues.id AND tasks.ended_at IS NULL
                    WHERE queues.deleted_at IS NULL GROUP BY queues.id ORDER BY queues.name
                    """
            ).map { row in
                let name: String = row["name"]
                return QueueBacklog(
                    queue: name.split(separator: "/").last.map(String.init) ?? name, tasks: row["waiting"],
                    firstDue: (row["first"] as Int64?).map(Timestamp.init(microseconds:)))
            }
        }
    }
}
