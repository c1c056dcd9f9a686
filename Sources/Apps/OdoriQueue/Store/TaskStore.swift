import Foundation
import GRDB
import Logging

/// Queues and tasks on disk.
///
/// Every change goes through one group-committing writer, with `synchronous=FULL` for whatever is reported to a caller, so that this
/// survives a power cut; readers see the latest commit without waiting for the writer.
struct TaskStore: Sendable {
    /// The writer; it must run as a service for changes to be made.
    let writer: GroupCommit
    let reader: any DatabaseReader
    let time: any TimeSource

    /// Opens or creates the database in a directory that this process holds alone.
    init(directory: URL, time: any TimeSource, logger: Logger) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.label = "odori-queue"
        let pool = try DatabasePool(
            path: directory.appending(path: "queue.sqlite").path,
            configuration: configuration
        )
        // The pool sets NORMAL on its writer while opening, so FULL has to come afterwards.
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // Most tasks come and end within a checkpoint's time: the later it is, the fewer pages it copies.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        }
        try StoreSchema.migrate(pool)
        writer = GroupCommit(database: pool, logger: logger)
        reader = pool
        self.time = time
    }

    /// Throws unless the writer can commit.
    func verifyWritable() async throws {
        _ = try await synchronousLevel()
    }

    /// SQLite's level of `synchronous` on the writing connection; 2 is FULL.
    func synchronousLevel() async throws -> Int {
        try await writer.perform { db in
            try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        }
    }
}
