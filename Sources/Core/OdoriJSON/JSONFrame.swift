/// The place of one value in the output while that value encodes itself.
final class JSONFrame: Encoder {
    enum Kind {
        case empty, single, object, array
    }

    let output: JSONOutput
    private(set) var kind = Kind.empty
    private let parent: JSONFrame?
    private let key: (any CodingKey)?
    private let firstPart: Int
    private(set) var count = 0
    /// Containers that are written bit by bit, beside others of this frame; they go to the end.
    private var growing: [(name: String, frame: JSONFrame)] = []

    init(output: JSONOutput, parent: JSONFrame?, key: (any CodingKey)?) {
        self.output = output
        self.parent = parent
        self.key = key
        firstPart = output.parts.count
    }

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    var codingPath: [any CodingKey] {
        (parent?.codingPath ?? []) + (key.map { [$0] } ?? [])
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        become(.object)
        return KeyedEncodingContainer(JSONObjectContainer<Key>(frame: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        become(.array)
        return JSONArrayContainer(frame: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        JSONSingleContainer(frame: self)
    }

    func become(_ wanted: Kind) {
        precondition(kind == .empty || kind == wanted, "a value is one object, one array or one single value")
        if kind == .empty, wanted == .object { output.append(UInt8(ascii: "{")) }
        if kind == .empty, wanted == .array { output.append(UInt8(ascii: "[")) }
        kind = wanted
    }

    /// Writes a member.
    func add(_ name: String, _ write: (JSONOutput) throws -> Void) rethrows {
        if count > 0 { output.append(UInt8(ascii: ",")) }
        let begin = output.count
        output.write(name)
        let nameEnd = output.count - 1
        output.append(UInt8(ascii: ":"))
        try write(output)
        output.note(.init(begin: begin, nameEnd: nameEnd, end: output.count))
        count += 1
    }

    /// Writes an element.
    func add(_ write: (JSONOutput) throws -> Void) rethrows {
        if count > 0 { output.append(UInt8(ascii: ",")) }
        try write(output)
        count += 1
    }

    func grow(_ name: String, key: (any CodingKey)?) -> JSONFrame {
        let frame = JSONFrame(output: JSONOutput(), parent: self, key: key)
        growing.append((name, frame))
        return frame
    }

    /// Nothing is added any more.
    func finish() throws {
        for (name, frame) in growing {
            if frame.kind == .empty { frame.become(.object) }
            try frame.finish()
            if kind == .object { add(name) { $0.append(frame.output) } } else { add { $0.append(frame.output) } }
        }
        guard kind == .object || kind == .array else { return }
        output.close(from: firstPart, isObject: kind == .object)
        output.append(kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }
}
