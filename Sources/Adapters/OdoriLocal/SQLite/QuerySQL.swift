import Foundation
import GRDB
import OdoriDomain
import OdoriPorts

/// A query as SQL.
struct QuerySQL: Sendable {
    let query: CheckedQuery
    let text: String
    let arguments: StatementArguments

    /// The members that stand in columns of their own, where indexes find them.
    private static let columns: Set<String> = ["owner", "status", "due_at", "created_at"]

    init(_ query: CheckedQuery) {
        self.query = query
        var conditions: [String] = []
        var arguments: [any DatabaseValueConvertible] = []
        switch query.source {
        case .collection(let path):
            conditions.append("collection = ?")
            arguments.append(path)
            if let group = path.split(separator: "/").last {
                conditions.append("family = ?")
                arguments.append(String(group))
            }
        case .group(let name):
            conditions.append("family = ?")
            arguments.append(name)
        }
        for filter in query.filters {
            let value = Self.expression(filter.member)
            switch filter {
            case .equal(_, let wanted):
                conditions.append("\(value) = ?")
                arguments.append(wanted)
            case .atMost(_, let instant):
                // Numbers stand before all texts; the lower bound leaves them out.
                conditions.append("\(value) >= '' AND \(value) <= ?")
                arguments.append(instant.rfc3339)
            case .atLeast(_, let instant):
                conditions.append("\(value) >= ?")
                arguments.append(instant.rfc3339)
            }
        }
        let key = Self.expression(query.order.member)
        conditions.append("\(key) IS NOT NULL")
        if let cursor = query.cursor {
            conditions.append("(\(key), path) \(query.order.descending ? "<" : ">") (?, ?)")
            arguments += [cursor.value.databaseValue, cursor.path.text]
        }
        let direction = query.order.descending ? "DESC" : "ASC"
        text = """
            SELECT path, version, body, \(key) FROM documents WHERE \(conditions.joined(separator: " AND "))
            ORDER BY \(key) \(direction), path \(direction) LIMIT ?
            """
        // One more than asked for tells whether anything follows.
        arguments.append(query.limit == .max ? query.limit : query.limit + 1)
        self.arguments = StatementArguments(arguments)
    }

    /// A member as SQL compares it: a text, a number, or NULL. The name is made of letters, digits and `_` only. A body that is no JSON has
    /// none: SQLite would refuse the whole query for it.
    private static func expression(_ member: String) -> String {
        if columns.contains(member) { return member }
        let place = "CASE WHEN json_valid(body) THEN body END, '$.\(member)'"
        return "(CASE WHEN json_type(\(place)) IN ('text', 'integer', 'real') THEN json_extract(\(place)) END)"
    }

    func page(_ db: Database, _ known: KnownBodies) throws -> DocumentPage {
        var found: [(mark: QueryCursor, document: Document)] = []
        let rows = try Row.fetchCursor(db.cachedStatement(sql: text), arguments: arguments)
        while let row = try rows.next() {
            let path: String = row[0]
            guard let value = MemberValue(row[3] as DatabaseValue) else { continue }
            let document = DocumentRow.document(DocumentKey(path: path), number: row[1], json: row[2], known)
            found.append((QueryCursor(value: value, path: ExactText(path)), document))
        }
        let page = found.prefix(query.limit)
        let goesOn = found.count > page.count
        return DocumentPage(documents: page.map(\.document), cursor: goesOn ? page.last?.mark.text : nil)
    }

    /// What SQLite would do, one line a step.
    func plan(_ db: Database) throws -> [String] {
        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + text, arguments: arguments).map { $0["detail"] }
    }
}
