import Foundation
import GRDB
import OdoriPorts

/// Documents as rows of the table.
enum DocumentRow {
    static func fetch(_ key: DocumentKey, _ db: Database) throws -> Document? {
        let statement = try db.cachedStatement(sql: "SELECT version, body FROM documents WHERE path = ?")
        return try Row.fetchOne(statement, arguments: [key.path]).map { row in
            Document(key: key, body: row[1], version: version(row[0]))
        }
    }

    /// Whether the write's precondition holds.
    static func permits(_ write: CheckedWrite, _ db: Database) throws -> Bool {
        if write.precondition == .none { return true }
        let statement = try db.cachedStatement(sql: "SELECT version FROM documents WHERE path = ?")
        let stored = try Int64.fetchOne(statement, arguments: [write.key.path]).map(version)
        return switch write.precondition {
        case .none: true
        case .absent: stored == nil
        case .version(let expected): stored == expected
        }
    }

    /// Writes without looking at the precondition.
    static func write(_ write: CheckedWrite, _ db: Database) throws -> DocumentVersion? {
        switch write.change {
        case .delete:
            let statement = try db.cachedStatement(sql: "DELETE FROM documents WHERE path = ?")
            try statement.execute(arguments: [write.key.path])
            return nil
        case .put(let content):
            // Drawn at random: no number is used again, not even after a document was deleted and made anew.
            let number = Int64.random(in: 1 ... .max)
            let statement = try db.cachedStatement(sql: put)
            try statement.execute(
                arguments: [
                    write.key.path, write.place.collection.text, write.place.group.text, number, content.text,
                    content.members["owner"]?.databaseValue, content.members["status"]?.databaseValue,
                    content.members["due_at"]?.databaseValue, content.members["created_at"]?.databaseValue,
                ]
            )
            return version(number)
        }
    }

    static func version(_ number: Int64) -> DocumentVersion {
        DocumentVersion(String(number, radix: 16))
    }

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
