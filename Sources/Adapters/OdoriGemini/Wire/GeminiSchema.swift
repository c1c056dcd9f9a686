/// The vendor's `Schema`, a part of OpenAPI's.
indirect enum GeminiSchema: Encodable, Sendable {
    case text(String? = nil, of: [String]? = nil)
    case integer(String? = nil)
    case number(String? = nil)
    case boolean(String? = nil)
    case list(GeminiSchema, String? = nil, from: Int? = nil, to: Int? = nil)
    /// Every property is required, in this order.
    case object([(name: String, schema: GeminiSchema)])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        switch self {
        case .text(let description, let words):
            try container.encode("STRING", forKey: "type")
            try container.encodeIfPresent(description, forKey: "description")
            try container.encodeIfPresent(words, forKey: "enum")
        case .integer(let description): try Self.plain("INTEGER", description, into: &container)
        case .number(let description): try Self.plain("NUMBER", description, into: &container)
        case .boolean(let description): try Self.plain("BOOLEAN", description, into: &container)
        case .list(let items, let description, let least, let most):
            try Self.plain("ARRAY", description, into: &container)
            try container.encode(items, forKey: "items")
            // The vendor's JSON has 64-bit integers as texts.
            try container.encodeIfPresent(least.map(String.init), forKey: "minItems")
            try container.encodeIfPresent(most.map(String.init), forKey: "maxItems")
        case .object(let properties):
            try container.encode("OBJECT", forKey: "type")
            var members = container.nestedContainer(keyedBy: Name.self, forKey: "properties")
            for (name, schema) in properties { try members.encode(schema, forKey: Name(stringLiteral: name)) }
            try container.encode(properties.map(\.name), forKey: "required")
            try container.encode(properties.map(\.name), forKey: "propertyOrdering")
        }
    }

    private static func plain(
        _ type: String, _ description: String?, into container: inout KeyedEncodingContainer<Name>
    ) throws {
        try container.encode(type, forKey: "type")
        try container.encodeIfPresent(description, forKey: "description")
    }

    private struct Name: CodingKey, ExpressibleByStringLiteral {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringLiteral value: String) {
            stringValue = value
        }

        init?(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            nil
        }
    }
}
