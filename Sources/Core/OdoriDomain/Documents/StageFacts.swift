import OdoriJSON

/// What a stage found out, for those that need it: any JSON value to those who only carry it.
///
/// In the process that found it out the value itself goes along, so that nothing is spelt and read again between two stages.
package struct StageFacts: Sendable {
    private let json: JSONValue
    private let value: (any Sendable)?

    /// - Throws: what encoding throws for a value that JSON cannot spell.
    package init(_ value: some Encodable & Sendable) throws {
        json = try JSONValue(encoding: value)
        self.value = value
    }

    /// - Throws: `document_corrupt` when the JSON is not that of such a value.
    package func value<Value: Decodable>(as type: Value.Type) throws(OdoriError) -> Value {
        if let value = value as? Value { return value }
        return try json.decode(as: type)
    }
}

extension StageFacts: Hashable {
    package static func == (left: StageFacts, right: StageFacts) -> Bool { left.json == right.json }

    package func hash(into hasher: inout Hasher) { hasher.combine(json) }
}

extension StageFacts: Codable {
    package init(from decoder: any Decoder) throws {
        json = try JSONValue(from: decoder)
        value = nil
    }

    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }
}
