import Foundation
import GRDB

/// A task that was accepted, and what it is to be called.
struct NamedTask: Sendable {
    let name: TaskName
    let task: AcceptedTask
}

extension TaskStore {
    /// Creates a task; throws `NOT_FOUND` without its queue and `ALREADY_EXISTS` while its name is taken or reserved.
    func createTask(
        _ task: NamedTask,
        afterCommit: @escaping @Sendable (TaskRecord) -> Void
    ) async throws -> TaskRecord {
        let now = time.now()
        return try await writer.perform(
            { db in
                try Self.create(task, queue: try Self.queueID(task.name.queue, in: db), at: now, in: db)
            },
            afterCommit: afterCommit
        )
    }

    /// Creates the tasks of one queue that can be created, and says of the others why not: what they came with, or `ALREADY_EXISTS`. Throws
    /// `NOT_FOUND` without the queue.
    func createTasks(
        _ asked: [Result<NamedTask, APIError>],
        in queue: QueueName,
        afterCommit: @escaping @Sendable ([TaskRecord]) -> Void
    ) async throws -> [Result<TaskRecord, APIError>] {
        let now = time.now()
        return try await writer.perform(
            { db in
                let id = try Self.queueID(queue, in: db)
                return try asked.map { task in
                    do {
                        return .success(try Self.create(task.get(), queue: id, at: now, in: db))
                    } catch let refusal as APIError {
                        return .failure(refusal)
                    }
                }
            },
            afterCommit: { outcomes in afterCommit(outcomes.compactMap { try? $0.get() }) }
        )
    }

    /// Throws an `APIError` before it writes anything.
    private static func create(
        _ task: NamedTask, queue: Int64, at now: Timestamp, in db: Database
    ) throws -> TaskRecord {
        if try !insert(task, queue: queue, created: now, into: db) {
            try free(task.name, at: now, in: db)
            _ = try insert(task, queue: queue, created: now, into: db)
        }
        return TaskRecord(id: db.lastInsertedRowID, queue: queue, name: task.name, created: now, task: task.task)
    }

    /// The task of that name; throws `NOT_FOUND`, saying so when it existed until recently.
    func task(_ name: TaskName) async throws -> TaskRecord {
        try await reader.read { db in
            guard let held = try Self.holder(of: name, in: db) else {
                _ = try Self.queue(name.queue, in: db)
                throw APIError.notFound()
            }
            guard held.ended == nil, let record = try Self.tasks([held.id], in: db).first else {
                throw APIError.taskEnded
            }
            return record
        }
    }

    /// Deletes a task, whose name stays reserved; throws `NOT_FOUND`.
    func deleteTask(
        _ name: TaskName,
        afterCommit: @escaping @Sendable (_ queue: Int64, _ id: Int64) -> Void
    ) async throws {
        let now = time.now()
        _ = try await writer.perform(
            { db in
                let queue = try Self.queueID(name.queue, in: db)
                guard let held = try Self.holder(of: name, in: db), held.ended == nil else {
                    throw APIError.notFound()
                }
                try Self.end(held.id, at: now, in: db)
                return (queue, held.id)
            },
            afterCommit: { afterCommit($0.0, $0.1) }
        )
    }

    /// Makes a task's row a mere reservation of its name.
    static func end(_ id: Int64, at now: Timestamp, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE tasks SET ended_at = ?, url = NULL, method = NULL, headers = NULL, body = NULL,
                    token_email = NULL, token_audience = NULL, retry = NULL WHERE id = ? AND ended_at IS NULL
                """
        ).execute(arguments: [now.microseconds, id])
    }

    /// Throws `ALREADY_EXISTS` unless the name of a task has become free again; then forgets who had it.
    private static func free(_ name: TaskName, at now: Timestamp, in db: Database) throws {
        guard let held = try holder(of: name, in: db) else { return }
        guard let ended = held.ended else { throw APIError.taskExists }
        guard now - ended >= ServiceLimits.taskNameReservation else { throw APIError.taskExistedRecently }
        try db.execute(sql: "DELETE FROM tasks WHERE id = ?", arguments: [held.id])
    }

    static func holder(of name: TaskName, in db: Database) throws -> (id: Int64, ended: Timestamp?)? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id, ended_at FROM tasks WHERE name = ?
                        AND queue = (SELECT id FROM queues WHERE name = ? AND deleted_at IS NULL)
                    """
            ),
            arguments: [name.id, name.queue.path]
        )
        return row.map { ($0["id"], ($0["ended_at"] as Int64?).map(Timestamp.init(microseconds:))) }
    }

    /// False when the name is held; then nothing was written.
    private static func insert(
        _ named: NamedTask,
        queue: Int64,
        created: Timestamp,
        into db: Database
    ) throws -> Bool {
        let task = named.task
        let request = task.request
        try db.cachedStatement(
            sql: """
                INSERT INTO tasks (queue, name, created_at, due_at, url, method, headers, body, token_email,
                    token_audience, deadline, retry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (queue, name) DO NOTHING
                """
        ).execute(
            arguments: [
                queue, named.name.id, created.microseconds, task.scheduleTime.microseconds, request.url,
                request.method.rawValue, try StoredJSON.text(request.headers.isEmpty ? nil : request.headers),
                request.body, request.oidcToken?.serviceAccountEmail, request.oidcToken?.audience,
                task.dispatchDeadline.microseconds, try StoredJSON.text(task.retryConfig),
            ]
        )
        return db.changesCount > 0
    }
}
