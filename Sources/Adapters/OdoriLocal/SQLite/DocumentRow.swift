import Foundation
import GRDB
import OdoriDomain
import OdoriPorts

/// Documents as rows of the table.
enum DocumentRow {
    private typealias Argument = (any DatabaseValueConvertible)?

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
    static func permits(_ write: EncodedWrite, _ db: Database) throws -> Bool {
        if write.precondition == .none { return true }
        let stored = try stored(write.key, db).map(version)
        return switch write.precondition {
        case .none: true
        case .absent: stored == nil
        case .version(let expected): stored == expected
        }
    }

    /// Writes if the precondition holds, and throws `DocumentConflict` if not, having written nothing. What is written counts as known
    /// at once: should the transaction fail, its version is never read.
    static func write(_ write: EncodedWrite, _ db: Database, _ known: KnownBodies) throws -> DocumentVersion? {
        guard case .put(let content, let text) = write.change else {
            try delete(write, db)
            return nil
        }
        let number = VersionNumbers.next()
        switch write.precondition {
        case .none: try execute(put, inserted(content, text, number, write), db)
        case .absent: try change(create, inserted(content, text, number, write), db)
        case .version(let expected):
            let expected = try self.number(expected)
            if try keepsColumns(content, known.body(at: write.key.path, version: expected)) {
                try change(replace, [number, text, write.key.path, expected], db)
            } else {
                try change(replaceAll, [number, text] + columns(content) + [write.key.path, expected], db)
            }
        }
        known.remember(content.body.withoutBytes, at: write.key.path, version: number)
        return version(number)
    }

    private static func delete(_ write: EncodedWrite, _ db: Database) throws {
        switch write.precondition {
        case .none: try execute("DELETE FROM documents WHERE path = ?", [write.key.path], db)
        case .absent: if try stored(write.key, db) != nil { throw DocumentConflict() }
        case .version(let expected):
            let sql = "DELETE FROM documents WHERE path = ? AND version = ?"
            try change(sql, [write.key.path, try number(expected)], db)
        }
    }

    /// Runs a statement that changes one row, or none when its precondition does not hold.
    private static func change(_ sql: String, _ arguments: [Argument], _ db: Database) throws {
        try execute(sql, arguments, db)
        guard db.changesCount == 1 else { throw DocumentConflict() }
    }

    private static func execute(_ sql: String, _ arguments: [Argument], _ db: Database) throws {
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(arguments))
    }

    private static func inserted(
        _ content: DocumentContent, _ text: String, _ number: Int64, _ write: EncodedWrite
    ) throws -> [Argument] {
        try [write.key.path, write.place.collection.text, write.place.group.text, number, text] + columns(content)
    }

    /// The members that stand in columns of their own.
    private static let columnNames = ["owner", "status", "due_at", "created_at"]

    private static func columns(_ content: DocumentContent) throws -> [Argument] {
        try columnNames.map { try content.members[$0]?.databaseValue }
    }

    /// Whether all members that stand in columns of their own stay as they are, as far as that is known without reading: then no index
    /// changes. A body that is no JSON, which somebody else must have put there, says nothing.
    private static func keepsColumns(_ content: DocumentContent, _ before: DocumentBody?) throws -> Bool {
        guard let before else { return false }
        let members = DocumentMembers(toldBy: before)
        do {
            return try columnNames.allSatisfy { try members[$0] == content.members[$0] }
        } catch is JSONScanner.Fault {
            return false
        }
    }

    static func version(_ number: Int64) -> DocumentVersion {
        DocumentVersion(String(number, radix: 16))
    }

    /// Throws a conflict for a version that no document here ever had.
    private static func number(_ version: DocumentVersion) throws(DocumentConflict) -> Int64 {
        guard let number = Int64(version.token, radix: 16) else { throw DocumentConflict() }
        return number
    }

    private static let insert = """
        INSERT INTO documents (path, collection, family, version, body, owner, status, due_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    private static let create = insert + " ON CONFLICT (path) DO NOTHING"
    private static let put =
        insert + """
             ON CONFLICT (path) DO UPDATE SET version = excluded.version, body = excluded.body, owner = excluded.owner,
                status = excluded.status, due_at = excluded.due_at, created_at = excluded.created_at
            """
    private static let replace = "UPDATE documents SET version = ?, body = ? WHERE path = ? AND version = ?"
    private static let replaceAll = """
        UPDATE documents SET version = ?, body = ?, owner = ?, status = ?, due_at = ?, created_at = ?
        WHERE path = ? AND version = ?
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
