/// An object's members.
struct JSONObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let frame: JSONFrame

    var codingPath: [any CodingKey] { frame.codingPath }

    func encodeNil(forKey key: Key) { frame.add(key.stringValue) { $0.writeNull() } }
    func encode(_ value: Bool, forKey key: Key) { frame.add(key.stringValue) { $0.write(value) } }
    func encode(_ value: String, forKey key: Key) { frame.add(key.stringValue) { $0.write(value) } }
    func encode(_ value: Int, forKey key: Key) { frame.add(key.stringValue) { $0.write(value) } }
    func encode(_ value: Int64, forKey key: Key) { frame.add(key.stringValue) { $0.write(value) } }

    func encode(_ value: Double, forKey key: Key) throws {
        try frame.add(key.stringValue) { try $0.write(value, in: frame) }
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try frame.add(key.stringValue) { try $0.write(value, in: frame, as: key) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        frame.grow(key.stringValue, key: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        frame.grow(key.stringValue, key: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        frame.grow("super", key: nil)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        frame.grow(key.stringValue, key: key)
    }
}

/// An array's elements.
struct JSONArrayContainer: UnkeyedEncodingContainer {
    let frame: JSONFrame

    var codingPath: [any CodingKey] { frame.codingPath }
    var count: Int { frame.count }

    func encodeNil() { frame.add { $0.writeNull() } }
    func encode(_ value: Bool) { frame.add { $0.write(value) } }
    func encode(_ value: String) { frame.add { $0.write(value) } }
    func encode(_ value: Int) { frame.add { $0.write(value) } }
    func encode(_ value: Int64) { frame.add { $0.write(value) } }

    func encode(_ value: Double) throws {
        try frame.add { try $0.write(value, in: frame) }
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try frame.add { try $0.write(value, in: frame) }
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        frame.grow("", key: nil).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        frame.grow("", key: nil).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        frame.grow("", key: nil)
    }
}

/// One value that is neither.
struct JSONSingleContainer: SingleValueEncodingContainer {
    let frame: JSONFrame

    var codingPath: [any CodingKey] { frame.codingPath }

    private var output: JSONOutput {
        frame.become(.single)
        return frame.output
    }

    func encodeNil() { output.writeNull() }
    func encode(_ value: Bool) { output.write(value) }
    func encode(_ value: String) { output.write(value) }
    func encode(_ value: Int) { output.write(value) }
    func encode(_ value: Int64) { output.write(value) }
    func encode(_ value: Int8) { output.write(value) }
    func encode(_ value: Int16) { output.write(value) }
    func encode(_ value: Int32) { output.write(value) }
    func encode(_ value: UInt) { output.write(value) }
    func encode(_ value: UInt8) { output.write(value) }
    func encode(_ value: UInt16) { output.write(value) }
    func encode(_ value: UInt32) { output.write(value) }
    func encode(_ value: UInt64) { output.write(value) }
    func encode(_ value: Float) throws { try output.write(value, in: frame) }
    func encode(_ value: Double) throws { try output.write(value, in: frame) }
    func encode<Value: Encodable>(_ value: Value) throws { try output.write(value, in: frame) }
}
