import Foundation
import GRDB
import OdoriDomain
package import OdoriPorts
package import SystemPackage
import Synchronization

/// Documents in one SQLite file that several processes share. A commit is on the disk when it returns, unless it asked for less.
///
/// Commits that come while another is being written to the disk are written together by the next one, each still whole or not at
/// all. Neither a commit nor a read is cut short by the cancellation of its task: both end soon, and who is called off must still
/// be able to write that down.
///
/// Errors: `DocumentConflict`; `store_unavailable` (transient) when the file is locked for more than 10 s or the disk fails;
/// `document_refused` and `document_corrupt` (permanent) for what no store takes.
package final class SQLiteDocumentStore: DocumentStore {
    private struct PendingCommit: Sendable {
        let writes: [EncodedWrite]
        let durability: CommitDurability
        let continuation: CheckedContinuation<[DocumentVersion?], any Error>
    }

    private struct Waiting {
        var commits: [PendingCommit] = []
        /// The writer is at work or about to be, and will take what stands in `commits`.
        var isServed = false
    }

    /// So many commits share one write to the disk at most: the file's lock is not held for long.
    private static let largestBatch = 64
    /// Where so many commits came at once, more are on their way, and after a rest of so many seconds they share a write: each costs
    /// less, and none takes longer, since otherwise they wait for the processors.
    private static let crowd = 4
    private static let rest = 0.002

    let pool: DatabasePool
    /// Reads single documents: to get a connection of the pool takes longer than to read one.
    private let reader: DatabaseQueue
    private let known = KnownBodies()
    private let pieces = KnownPieces()
    private let waiting = Mutex(Waiting())
    /// What SQLite's writing connection is set to.
    private let setting = Mutex(CommitDurability.immediate)

    /// Opens the file, creating it when it does not exist; the directory must.
    package init(path: FilePath) throws {
        pool = try SQLiteFile.open(path)
        reader = try SQLiteFile.reader(path)
    }

    /// Closes the file. Every later call fails.
    package func close() throws {
        try SQLiteFile.mapped {
            try reader.close()
            try pool.close()
        }
    }

    package func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        for key in keys { _ = try DocumentPlace(key) }
        // One document is one moment's without a transaction, whose begin and end cost more than the document.
        if keys.count == 1 {
            return try SQLiteFile.mapped { try reader.unsafeRead { [try DocumentRow.fetch(keys[0], $0, known)] } }
        }
        return try read { db in
            try keys.map { try DocumentRow.fetch($0, db, self.known) }
        }
    }

    package func query(_ query: DocumentQuery) async throws -> DocumentPage {
        let sql = try QuerySQL(CheckedQuery(query))
        return try read { try sql.page($0, self.known) }
    }

    @discardableResult
    package func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        try await commit(writes, .immediate)
    }

    @discardableResult
    package func commit(_ writes: [DocumentWrite], _ durability: CommitDurability) async throws -> [DocumentVersion?] {
        let writes = try CheckedWrite.check(writes).map { try EncodedWrite($0, pieces) }
        guard !writes.isEmpty else { return [] }
        return try await withCheckedThrowingContinuation { continuation in
            let mustServe = waiting.withLock { waiting in
                waiting.commits.append(
                    PendingCommit(writes: writes, durability: durability, continuation: continuation))
                defer { waiting.isServed = true }
                return !waiting.isServed
            }
            if mustServe { pool.asyncWriteWithoutTransaction { self.serve($0) } }
        }
    }

    /// Reads where the caller is: some pages of a file that nearly always lie in memory cost less than to go elsewhere and come back,
    /// and readers wait for no writer.
    func read<Value>(_ value: (Database) throws -> Value) throws -> Value {
        try SQLiteFile.mapped { try pool.read(value) }
    }

    /// Runs on the writer's queue until nobody waits any more.
    private func serve(_ db: Database) {
        while let batch = nextBatch() {
            do {
                let results = try SQLiteFile.mapped {
                    try wait(for: batch.contains { $0.durability == .immediate } ? .immediate : .deferred, db)
                    return try transact(batch, db)
                }
                for (pending, result) in zip(batch, results) { pending.continuation.resume(with: result) }
                if batch.count >= Self.crowd { Thread.sleep(forTimeInterval: Self.rest) }
            } catch {
                for pending in batch { pending.continuation.resume(throwing: error) }
            }
        }
    }

    /// Has SQLite wait for the disk at the end of the next transaction, or not. What was not waited for lies before the next commit in
    /// the same log, so that one brings it to the disk too.
    private func wait(for durability: CommitDurability, _ db: Database) throws {
        try setting.withLock { setting in
            guard setting != durability else { return }
            try db.execute(sql: "PRAGMA synchronous = \(durability == .immediate ? "FULL" : "NORMAL")")
            setting = durability
        }
    }

    private func nextBatch() -> [PendingCommit]? {
        waiting.withLock { waiting in
            guard !waiting.commits.isEmpty else {
                waiting.isServed = false
                return nil
            }
            let batch = Array(waiting.commits.prefix(Self.largestBatch))
            waiting.commits.removeFirst(batch.count)
            return batch
        }
    }

    /// The transaction of a batch. Conflicts are rare, so that each write looks at its own precondition; only when one fails after
    /// others of its commit were written, all is undone and done again.
    private func transact(_ batch: [PendingCommit], _ db: Database) throws -> [Result<[DocumentVersion?], any Error>] {
        do {
            return try transaction(db) { try batch.map { try apply($0.writes, db) } }
        } catch is DocumentConflict {
            return try transaction(db) { try batch.map { try applyLookingFirst($0.writes, db) } }
        }
    }

    private func transaction<Value>(_ db: Database, _ body: () throws -> Value) throws -> Value {
        var value: Value?
        try db.inTransaction(.immediate) {
            value = try body()
            return .commit
        }
        guard let value else { preconditionFailure("a transaction was committed that did not run") }
        return value
    }

    /// Throws a conflict when the commit is half written.
    private func apply(_ writes: [EncodedWrite], _ db: Database) throws -> Result<[DocumentVersion?], any Error> {
        var versions: [DocumentVersion?] = []
        for write in writes {
            do {
                versions.append(try DocumentRow.write(write, db, known))
            } catch let conflict as DocumentConflict {
                guard versions.isEmpty else { throw conflict }
                return .failure(conflict)
            }
        }
        return .success(versions)
    }

    /// All preconditions are looked at before the first write, so a conflict leaves no trace.
    private func applyLookingFirst(
        _ writes: [EncodedWrite], _ db: Database
    ) throws -> Result<[DocumentVersion?], any Error> {
        for write in writes where try !DocumentRow.permits(write, db) {
            return .failure(DocumentConflict())
        }
        return .success(try writes.map { try DocumentRow.write($0, db, known) })
    }
}
