import GRDB

/// The tables of the store. A task that has ended stays as a row without request until its name is free again.
enum StoreSchema {
    /// Brings a database of any earlier release to the present form.
    static func migrate(_ writer: any DatabaseWriter) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(sql: version1)
        }
        migrator.registerMigration("v2") { db in
            try db.execute(sql: version2)
        }
        try migrator.migrate(writer)
    }

    /// Queues that are paused, and when they were purged.
    private static let version2 = """
        ALTER TABLE queues ADD COLUMN is_paused INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE queues ADD COLUMN purged_at INTEGER;
        """

    /// Times are microseconds since 1970, durations microseconds.
    private static let version1 = """
        CREATE TABLE queues (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            max_dispatches_per_second REAL NOT NULL,
            max_concurrent_dispatches INTEGER NOT NULL,
            max_attempts INTEGER NOT NULL,
            max_retry_duration INTEGER NOT NULL,
            min_backoff INTEGER NOT NULL,
            max_backoff INTEGER NOT NULL,
            max_doublings INTEGER NOT NULL,
            deleted_at INTEGER
        );
        CREATE TABLE tasks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            queue INTEGER NOT NULL,
            name TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            ended_at INTEGER,
            due_at INTEGER NOT NULL,
            url TEXT,
            method TEXT,
            headers TEXT,
            body BLOB,
            token_email TEXT,
            token_audience TEXT,
            deadline INTEGER NOT NULL,
            retry TEXT,
            dispatches INTEGER NOT NULL DEFAULT 0,
            responses INTEGER NOT NULL DEFAULT 0,
            executions INTEGER NOT NULL DEFAULT 0,
            first_dispatch_at INTEGER,
            last_due_at INTEGER,
            last_dispatch_at INTEGER,
            last_response_at INTEGER,
            last_status INTEGER,
            UNIQUE (queue, name)
        );
        CREATE INDEX tasks_due ON tasks (queue, due_at, id) WHERE ended_at IS NULL;
        CREATE INDEX tasks_ended ON tasks (ended_at) WHERE ended_at IS NOT NULL;
        """
}
