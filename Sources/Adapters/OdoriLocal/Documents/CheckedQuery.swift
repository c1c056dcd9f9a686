import OdoriDomain
import OdoriPorts

/// A query that can be carried out, with the meaning of its filters and its order.
struct CheckedQuery: Sendable {
    let source: DocumentQuery.Source
    let filters: [DocumentQuery.Filter]
    let order: DocumentQuery.Order
    let cursor: QueryCursor?
    let limit: Int

    init(_ query: DocumentQuery) throws(OdoriError) {
        source = query.source
        filters = query.filters
        order = query.order
        limit = max(0, query.limit)
        if let text = query.cursor { cursor = try QueryCursor(text: text) } else { cursor = nil }
        for name in [query.order.member] + query.filters.map(\.member) {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isPlain) else {
                throw OdoriError(.documentRefused, "a query cannot ask for the member \(name.debugDescription)")
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    func matches(_ members: DocumentMembers) throws -> Bool {
        try filters.allSatisfy { filter in
            guard let value = try members[filter.member] else { return false }
            if case .number = value { return false }
            return switch filter {
            case .equal(_, let wanted): value == .text(ExactText(wanted))
            case .atMost(_, let instant): value <= .instant(instant)
            case .atLeast(_, let instant): value >= .instant(instant)
            }
        }
    }

    /// Where a document stands in the order; nil when it has no place in it.
    func mark(of document: Document, _ members: DocumentMembers) throws -> QueryCursor? {
        try members[order.member].map { QueryCursor(value: $0, path: ExactText(document.key.path)) }
    }

    func precedes(_ left: QueryCursor, _ right: QueryCursor) -> Bool {
        order.descending ? right < left : left < right
    }

    func isPastCursor(_ mark: QueryCursor) -> Bool {
        cursor.map { precedes($0, mark) } ?? true
    }
}

extension DocumentQuery.Filter {
    var member: String {
        switch self {
        case .equal(let member, _), .atMost(let member, _), .atLeast(let member, _): member
        }
    }
}
