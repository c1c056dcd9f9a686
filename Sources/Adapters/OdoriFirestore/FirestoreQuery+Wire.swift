import OdoriDomain

/// The wire's `StructuredQuery`, as much of it as is asked.
extension FirestoreQuery {
    struct Request: Encodable {
        var structuredQuery: StructuredQuery
    }

    struct StructuredQuery: Encodable {
        var from: [From]
        var `where`: Filter?
        var orderBy: [Order]
        var startAt: Bound?
        var endAt: Bound?
        var limit: Int
    }

    struct From: Encodable {
        var collectionId: String
        var allDescendants: Bool
    }

    struct Field: Encodable {
        var fieldPath: String
    }

    struct Order: Encodable {
        var field: Field
        var direction: String
    }

    struct Bound: Encodable {
        var values: [WireValue]
        var before: Bool
    }

    struct Filter: Encodable {
        var fieldFilter: FieldFilter?
        var compositeFilter: CompositeFilter?
    }

    struct FieldFilter: Encodable {
        var field: Field
        var op: String
        var value: WireValue
    }

    struct CompositeFilter: Encodable {
        var op: String
        var filters: [Filter]
    }

    /// The wire's `Value`, one that can be compared.
    struct WireValue: Encodable {
        var stringValue: String?
        var timestampValue: String?
        var integerValue: String?
        /// A number, or the text `NaN`.
        var doubleValue: Double?
        var bytesValue: String?
        var referenceValue: String?
        private var isNaN = false

        /// A text, or the instant that it is for a member that holds instants.
        init(_ text: String, _ member: String) {
            let isInstant = member == "at" || member.hasSuffix("_at")
            if isInstant, Timestamp(rfc3339: text) != nil { timestampValue = text } else { stringValue = text }
        }

        init(_ scalar: TypedScalar) {
            switch scalar.type {
            case "integerValue": integerValue = scalar.text
            case "doubleValue": doubleValue = Double(scalar.text)
            case "timestampValue": timestampValue = scalar.text
            default: stringValue = scalar.text
            }
        }

        private init() {}

        /// Stands before every number.
        static var nan: WireValue {
            var value = WireValue()
            value.isNaN = true
            return value
        }

        /// Stands behind every text.
        static var emptyBytes: WireValue {
            var value = WireValue()
            value.bytesValue = ""
            return value
        }

        static func name(_ name: String) -> WireValue {
            var value = WireValue()
            value.referenceValue = name
            return value
        }

        private enum CodingKeys: String, CodingKey {
            case stringValue, timestampValue, integerValue, doubleValue, bytesValue, referenceValue
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            if isNaN { return try container.encode("NaN", forKey: .doubleValue) }
            try container.encodeIfPresent(stringValue, forKey: .stringValue)
            try container.encodeIfPresent(timestampValue, forKey: .timestampValue)
            try container.encodeIfPresent(integerValue, forKey: .integerValue)
            try container.encodeIfPresent(doubleValue, forKey: .doubleValue)
            try container.encodeIfPresent(bytesValue, forKey: .bytesValue)
            try container.encodeIfPresent(referenceValue, forKey: .referenceValue)
        }
    }
}
