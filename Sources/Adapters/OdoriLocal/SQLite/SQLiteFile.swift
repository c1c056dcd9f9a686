import Foundation
import GRDB
import OdoriDomain
import SystemPackage

/// The database file: how it is opened, laid out and waited for.
enum SQLiteFile {
    /// Counts layouts; a file of a later one is not touched.
    static let layout = 1

    /// How long a process waits for the file while others write.
    static let patience = Duration.seconds(10)

    /// Opens the file. Processes that start at once come one after the other: switching a new file to its journal mode, which the
    /// first does, fails for any other that is at it too.
    static func open(_ path: FilePath) throws -> DatabasePool {
        try mapped {
            try FileLock.holding(FilePath(path.string + ".lock")) {
                var configuration = GRDB.Configuration()
                configuration.busyMode = .callback(waitForTurn)
                configuration.maximumReaderCount = 4
                configuration.persistentReadOnlyConnections = true
                let pool = try DatabasePool(path: path.string, configuration: configuration)
                try pool.writeWithoutTransaction { db in
                    // Opening a pool sets NORMAL, with which the last commits before a power cut are lost.
                    try db.execute(sql: "PRAGMA synchronous = FULL")
                    // A run's documents are written again and again; the later a checkpoint, the fewer pages it copies.
                    try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
                    // In kB: some hundred runs' documents, so that what a commit replaces need not be read again.
                    try db.execute(sql: "PRAGMA cache_size = -8000")
                    try layOut(db)
                    try index(db)
                }
                return pool
            }
        }
    }

    /// One more connection, which only reads, for those who need no moment that several reads share. The pool must be open: it is what
    /// makes the file readable.
    static func reader(_ path: FilePath) throws -> DatabaseQueue {
        try mapped {
            var configuration = GRDB.Configuration()
            configuration.busyMode = .callback(waitForTurn)
            configuration.readonly = true
            return try DatabaseQueue(path: path.string, configuration: configuration)
        }
    }

    /// Waits a little for another process's write to end, longer with every turn; false when `patience` is used up.
    @Sendable
    private static func waitForTurn(_ turn: Int) -> Bool {
        // 20 turns of 0.2 ms, 100 of 1 ms, then 5 ms each: commits take well under a millisecond, so the first turns decide.
        let milliseconds =
            switch turn {
            case ..<20: 0.2
            case ..<120: 1.0
            default: 5.0
            }
        let waited = 0.2 * Double(min(turn, 20)) + Double(max(0, min(turn - 20, 100))) + 5 * Double(max(0, turn - 120))
        guard waited < patience.inSeconds * 1000 else { return false }
        Thread.sleep(forTimeInterval: milliseconds / 1000)
        return true
    }

    private static func layOut(_ db: Database) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found <= layout else {
            throw OdoriError(.unsupportedVersion, "the database was written by a later version (layout \(found))")
        }
        guard found < layout else { return }
        try db.inTransaction(.immediate) {
            try db.execute(sql: schema)
            try db.execute(sql: "PRAGMA user_version = \(layout)")
            return .commit
        }
    }

    /// `owner` and the other named columns repeat members of the body, for the indexes. They have no type, so that a text never equals
    /// a number.
    private static let schema = """
        CREATE TABLE documents (
            path TEXT NOT NULL PRIMARY KEY,
            collection TEXT NOT NULL,
            family TEXT NOT NULL,
            version INTEGER NOT NULL,
            body TEXT NOT NULL,
            owner, status, due_at, created_at
        )
        """

    /// Indexes are no part of the layout: every build works with whatever there are, and leaves those that it wants. Each costs every
    /// commit something, so there are only those that a query of ours is answered by.
    private static func index(_ db: Database) throws {
        let wanted = [
            "documents_by_due_at": "(family, due_at, path) WHERE due_at IS NOT NULL",
            "documents_by_owner": "(collection, owner, created_at, path) WHERE created_at IS NOT NULL",
            "documents_by_status": "(collection, status, created_at, path) WHERE status IS NOT NULL",
        ]
        let found = try String.fetchSet(
            db, sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'documents!_by!_%' ESCAPE '!'")
        guard found != Set(wanted.keys) else { return }
        try db.inTransaction(.immediate) {
            for name in found { try db.execute(sql: "DROP INDEX \(name)") }
            for (name, columns) in wanted { try db.execute(sql: "CREATE INDEX \(name) ON documents \(columns)") }
            return .commit
        }
    }

    /// Runs `body`; what SQLite throws comes out as one of ours.
    static func mapped<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as Errno {
            throw OdoriError(.storeUnavailable, "\(error)", .transient)
        } catch let error as DatabaseError {
            let message = "SQLite: \(error.message ?? "no message") (\(error.extendedResultCode.rawValue))"
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: throw OdoriError(.documentCorrupt, message)
            default: throw OdoriError(.storeUnavailable, message, .transient)
            }
        }
    }
}
