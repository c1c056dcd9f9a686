/// An optional part of a document that is kept apart from it: what holds it is small and copied cheaply, however large the part, and
/// copies of it are known to be equal without a look at them. Nil is left out of the JSON.
@propertyWrapper
package struct Apart<Value: Codable & Hashable & Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) {
            self.value = value
        }
    }

    private var box: Box?

    package init(wrappedValue: Value?) {
        box = wrappedValue.map(Box.init)
    }

    package var wrappedValue: Value? {
        get { box?.value }
        set { box = newValue.map(Box.init) }
    }
}

extension Apart: Hashable {
    package static func == (left: Apart, right: Apart) -> Bool {
        left.box === right.box || left.box?.value == right.box?.value
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(box?.value)
    }
}

extension Apart: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(wrappedValue: try Value(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        try wrappedValue.encode(to: encoder)
    }
}

extension KeyedDecodingContainer {
    package func decode<Value>(_ type: Apart<Value>.Type, forKey key: Key) throws -> Apart<Value> {
        Apart(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
    }
}

extension KeyedEncodingContainer {
    package mutating func encode<Value>(_ part: Apart<Value>, forKey key: Key) throws {
        try encodeIfPresent(part.wrappedValue, forKey: key)
    }
}
