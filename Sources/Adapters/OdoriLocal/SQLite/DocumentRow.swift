import Foundation
import GRDB
import OdoriDomain
import OdoriPorts

/// Documents as rows of the table.
enum DocumentRow {
    /// Reads a document; the body, which fills several pages, only where its version is not known already.
    static func fetch(_ key: DocumentKey, _ db: Database, _ known: KnownBodies) throws -> Document? {
        guard let number = try stored(key, db) else { return nil }
        if let body = known.body(at: key.path, version: number) {
            return Document(key: key, body: body, version: version(number))
        }
        let statement = try db.cachedStatement(sql: "SELECT version, body FROM documents WHERE path = ?")
        let rows = try Row.fetchCursor(statement, arguments: [key.path])
        return try rows.next().map { document(key, number: $0[0], json: $0[1], known) }
    }

    private static func stored(_ key: DocumentKey, _ db: Database) throws -> Int64? {
        let statement = try db.cachedStatement(sql: "SELECT version FROM documents WHERE path = ?")
        return try Int64.fetchOne(statement, arguments: [key.path])
    }

    static func document(
        _ key: DocumentKey, number: Int64, json: @autoclosure () -> Data, _ known: KnownBodies
    ) -> Document {
        if let body = known.body(at: key.path, version: number) {
            return Document(key: key, body: body, version: version(number))
        }
        let body = DocumentBody(json: json())
        known.remember(body, at: key.path, version: number)
        return Document(key: key, body: body, version: version(number))
    }

    /// Whether the write's precondition holds.
    static func permits(_ write: CheckedWrite, _ db: Database) throws -> Bool {
        if write.precondition == .none { return true }
        let stored = try stored(write.key, db).map(version)
        return switch write.precondition {
        case .none: true
        case .absent: stored == nil
        case .version(let expected): stored == expected
        }
    }

    /// Writes without looking at the precondition. What is written counts as known at once: should the transaction fail, its version
    /// is never read.
    static func write(_ write: CheckedWrite, _ db: Database, _ known: KnownBodies) throws -> DocumentVersion? {
        switch write.change {
        case .delete:
            let statement = try db.cachedStatement(sql: "DELETE FROM documents WHERE path = ?")
            try statement.execute(arguments: [write.key.path])
            return nil
        case .put(let content):
            let number = VersionNumbers.next()
            let text = try DocumentContent.text(of: content.body, write.key)
            if try keepsColumns(write, content, known) {
                let statement = try db.cachedStatement(sql: replace)
                try statement.execute(arguments: [number, text, write.key.path])
            } else {
                let members = content.members
                try db.cachedStatement(sql: put).execute(
                    arguments: [
                        write.key.path, write.place.collection.text, write.place.group.text, number, text,
                        members["owner"]?.databaseValue, members["status"]?.databaseValue,
                        members["due_at"]?.databaseValue, members["created_at"]?.databaseValue,
                    ]
                )
            }
            known.remember(content.body.withoutBytes, at: write.key.path, version: number)
            return version(number)
        }
    }

    /// Whether all members that stand in columns of their own stay as they are, as far as that is known without reading: then no index
    /// changes.
    private static func keepsColumns(
        _ write: CheckedWrite, _ content: DocumentContent, _ known: KnownBodies
    ) throws -> Bool {
        guard case .version(let expected) = write.precondition, let number = Int64(expected.token, radix: 16),
            let before = known.body(at: write.key.path, version: number)
        else { return false }
        let members = DocumentMembers(toldBy: before)
        return try ["owner", "status", "due_at", "created_at"].allSatisfy { try members[$0] == content.members[$0] }
    }

    static func version(_ number: Int64) -> DocumentVersion {
        DocumentVersion(String(number, radix: 16))
    }

    private static let replace = "UPDATE documents SET version = ?, body = ? WHERE path = ?"

    private static let put = """
        INSERT INTO documents (path, collection, family, version, body, owner, status, due_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET version = excluded.version, body = excluded.body, owner = excluded.owner,
            status = excluded.status, due_at = excluded.due_at, created_at = excluded.created_at
        """
}

extension MemberValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .number(let number): number.databaseValue
        case .text(let text): text.text.databaseValue
        case .instant(let instant): instant.rfc3339.databaseValue
        }
    }

    /// Nil for what is neither number nor text.
    init?(_ value: DatabaseValue) {
        switch value.storage {
        case .int64(let number): self = .number(Double(number))
        case .double(let number): self = .number(number)
        case .string(let text): self = .text(ExactText(text))
        case .null, .blob: return nil
        }
    }
}
