/// A count that is left out of a document while it is zero; a document without it reads as zero, so that earlier ones stay
/// readable.
@propertyWrapper
package struct Tally: Sendable, Hashable {
    package var wrappedValue: Int

    package init(wrappedValue: Int) {
        self.wrappedValue = wrappedValue
    }
}

extension Tally: Codable {
    package init(from decoder: any Decoder) throws {
        wrappedValue = try decoder.singleValueContainer().decode(Int.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}

extension KeyedDecodingContainer {
    package func decode(_ type: Tally.Type, forKey key: Key) throws -> Tally {
        try decodeIfPresent(type, forKey: key) ?? Tally(wrappedValue: 0)
    }
}

extension KeyedEncodingContainer {
    package mutating func encode(_ tally: Tally, forKey key: Key) throws {
        try encodeIfPresent(tally.wrappedValue == 0 ? nil : tally.wrappedValue, forKey: key)
    }
}
