import OdoriJSON

/// Writes an object whose members come one by one, in the order of their names: for what is written so often that asking it by way of
/// `Encodable` takes too long. Nil is left out.
struct JSONObjectWriter<Key: CodingKey> {
    private let output: JSONOutput
    private var isEmpty = true

    init(_ output: JSONOutput) {
        self.output = output
        output.append(UInt8(ascii: "{"))
    }

    /// Begins a member; its value must follow in the output.
    mutating func begin(_ key: Key) {
        if !isEmpty { output.append(UInt8(ascii: ",")) }
        isEmpty = false
        output.write(key.stringValue)
        output.append(UInt8(ascii: ":"))
    }

    mutating func add(_ key: Key, _ number: Int?) {
        guard let number else { return }
        begin(key)
        output.write(number)
    }

    /// Zero is left out, as of a `Tally`.
    mutating func add(_ key: Key, tally: Int) {
        add(key, tally == 0 ? nil : tally)
    }

    mutating func add(_ key: Key, _ isTrue: Bool) {
        begin(key)
        output.write(isTrue)
    }

    mutating func add(_ key: Key, _ text: String?) {
        guard let text else { return }
        begin(key)
        output.write(text)
    }

    mutating func add(_ key: Key, _ instant: Timestamp?) {
        add(key, instant?.rfc3339)
    }

    /// Any other value.
    mutating func add(_ key: Key, encoding value: (some Encodable)?) throws {
        guard let value else { return }
        begin(key)
        try output.write(encoding: value)
    }

    func end() {
        output.append(UInt8(ascii: "}"))
    }
}
