import OdoriDomain
import OdoriPorts

/// A query as the wire's `RunQueryRequest`.
struct FirestoreQuery {
    private static let largestPage = 1000

    /// The name of what the collection belongs to.
    let parent: String
    let limit: Int
    let request: Request

    init(_ query: DocumentQuery, root: String) throws(OdoriError) {
        for name in [query.order.member] + query.filters.map(\.member) {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isPlain) else {
                throw OdoriError(.documentRefused, "a query cannot ask for the member \(name.debugDescription)")
            }
        }
        limit = min(query.limit, Self.largestPage)
        let from: From
        switch query.source {
        case .group(let name):
            parent = root
            from = From(collectionId: name, allDescendants: true)
        case .collection(let path):
            let (name, owner) = try DocumentName.split(collection: path)
            parent = owner.map { "\(root)/\($0)" } ?? root
            from = From(collectionId: name, allDescendants: false)
        }
        let cursor: FirestoreCursor? = if let text = query.cursor { try FirestoreCursor(text) } else { nil }
        let direction = query.order.descending ? "DESCENDING" : "ASCENDING"
        let bounds = Self.bounds(query, cursor, root)
        // One more than asked for tells whether anything follows.
        request = Request(
            structuredQuery: StructuredQuery(
                from: [from],
                where: Self.filter(query.filters),
                orderBy: [query.order.member, "__name__"].map {
                    Order(field: Field(fieldPath: Self.fieldPath($0)), direction: direction)
                },
                startAt: bounds.start,
                endAt: bounds.end,
                limit: limit + 1
            )
        )
    }

    /// Numbers, instants and texts have a place in the order; what stands before and after them by its type has none.
    private static func bounds(
        _ query: DocumentQuery, _ cursor: FirestoreCursor?, _ root: String
    ) -> (start: Bound?, end: Bound?) {
        let least = WireValue.nan
        let beyond = WireValue.emptyBytes
        let isDescending = query.order.descending
        let start =
            cursor.map { Bound(values: [WireValue($0.value), .name("\(root)/\($0.path)")], before: false) }
            ?? Bound(values: [isDescending ? beyond : least], before: !isDescending)
        return (start, Bound(values: [isDescending ? least : beyond], before: !isDescending))
    }

    private static func filter(_ filters: [DocumentQuery.Filter]) -> Filter? {
        let parts = filters.map { filter in
            let (operation, value) =
                switch filter {
                case .equal(let member, let text): ("EQUAL", WireValue(text, member))
                case .atMost(let member, let instant): ("LESS_THAN_OR_EQUAL", WireValue(instant.rfc3339, member))
                case .atLeast(let member, let instant): ("GREATER_THAN_OR_EQUAL", WireValue(instant.rfc3339, member))
                }
            let field = Field(fieldPath: fieldPath(filter.member))
            return Filter(fieldFilter: FieldFilter(field: field, op: operation, value: value))
        }
        if parts.count < 2 { return parts.first }
        return Filter(compositeFilter: CompositeFilter(op: "AND", filters: parts))
    }

    private static func fieldPath(_ member: String) -> String {
        member.first?.isNumber == true ? "`\(member)`" : member
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension DocumentQuery.Filter {
    var member: String {
        switch self {
        case .equal(let member, _), .atMost(let member, _), .atLeast(let member, _): member
        }
    }
}
