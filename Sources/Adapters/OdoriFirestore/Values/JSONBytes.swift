/// Reads JSON bytes from front to back, one value after another; checks what it passes and builds nothing by itself.
struct JSONBytes {
    /// What is wrong, and at which byte.
    struct Fault: Error, CustomStringConvertible {
        let reason: String
        let offset: Int

        var description: String { "\(reason) at byte \(offset)" }
    }

    /// The first byte of a value tells what it is.
    enum Kind {
        case string, number, object, array, yes, no, null
    }

    private static let deepest = 64

    let bytes: UnsafeRawBufferPointer
    private(set) var index: Int
    private var depth = 0

    init(_ bytes: UnsafeRawBufferPointer, at index: Int = 0) {
        self.bytes = bytes
        self.index = index
    }

    func fault(_ reason: String) -> Fault {
        Fault(reason: reason, offset: index)
    }

    /// What the next value is, space before it passed.
    mutating func kind() throws(Fault) -> Kind {
        skipSpace()
        guard index < bytes.count else { throw fault("a value is missing") }
        switch bytes[index] {
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "t"): return .yes
        case UInt8(ascii: "f"): return .no
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw fault("a value is missing")
        }
    }

    /// Goes through an object; `body` must pass each member's value.
    ///
    /// - Parameter body: takes where the name lies, quotes included.
    mutating func members(_ body: (inout JSONBytes, Range<Int>) throws -> Void) throws {
        try container(UInt8(ascii: "{"), UInt8(ascii: "}")) { reader in
            let name = try reader.string()
            reader.skipSpace()
            try reader.expect(UInt8(ascii: ":"))
            try body(&reader, name)
        }
    }

    /// Where the first name of the object lies that comes next; nil when there is none.
    var firstName: Range<Int>? {
        var ahead = self
        ahead.skipSpace()
        guard ahead.take(UInt8(ascii: "{")) else { return nil }
        // What is no name is told by whoever reads the object.
        return try? ahead.string()
    }

    /// Goes through an array; `body` must pass each element.
    mutating func elements(_ body: (inout JSONBytes) throws -> Void) throws {
        try container(UInt8(ascii: "["), UInt8(ascii: "]")) { try body(&$0) }
    }

    private mutating func container(
        _ begin: UInt8, _ end: UInt8, _ part: (inout JSONBytes) throws -> Void
    ) throws {
        depth += 1
        guard depth <= Self.deepest else { throw fault("nested too deep") }
        skipSpace()
        try expect(begin)
        skipSpace()
        if !take(end) {
            repeat {
                try part(&self)
                skipSpace()
            } while take(UInt8(ascii: ","))
            try expect(end)
        }
        depth -= 1
    }

    /// Passes any value and answers where it lies.
    @discardableResult
    mutating func value() throws -> Range<Int> {
        let kind = try kind()
        let start = index
        switch kind {
        case .string: _ = try string()
        case .number: _ = try number()
        case .object: try members { reader, _ in try reader.value() }
        case .array: try elements { reader in try reader.value() }
        case .yes: try word("true")
        case .no: try word("false")
        case .null: try word("null")
        }
        return start..<index
    }

    /// Passes the end, where nothing but space may follow.
    mutating func end() throws(Fault) {
        skipSpace()
        guard index == bytes.count else { throw fault("something follows the value") }
    }

    mutating func word(_ word: StaticString) throws(Fault) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard index < bytes.count, bytes[index] == word.utf8Start[offset] else { throw fault("an unknown word") }
            index += 1
        }
    }

    /// Passes a number and answers where it lies, and whether it is written as a whole one.
    mutating func number() throws(Fault) -> (range: Range<Int>, isWhole: Bool) {
        let start = index
        var isWhole = true
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) {
            isWhole = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            try digits()
        }
        return (start..<index, isWhole)
    }

    private mutating func digits() throws(Fault) {
        let start = index
        while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
        guard index > start else { throw fault("a digit is missing") }
    }

    /// Passes a string and answers where it lies, quotes included.
    mutating func string() throws(Fault) -> Range<Int> {
        skipSpace()
        let start = index
        try expect(UInt8(ascii: "\""))
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return start..<index
            case UInt8(ascii: "\\"): try escape()
            case ..<0x20: throw fault("a control character in a string")
            default: continue
            }
        }
        throw fault("a string does not end")
    }

    private mutating func escape() throws(Fault) {
        guard index < bytes.count else { throw fault("a string does not end") }
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "u") {
            for _ in 0..<4 {
                guard index < bytes.count, Character(Unicode.Scalar(bytes[index])).isHexDigit else {
                    throw fault("a broken escape")
                }
                index += 1
            }
        } else if !"\"\\/bfnrt".utf8.contains(byte) {
            throw fault("an unknown escape")
        }
    }

    mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(Fault) {
        guard take(byte) else { throw fault("\(Character(Unicode.Scalar(byte))) is missing") }
    }

    /// Whether the bytes of a range are those of a text.
    func holds(_ range: Range<Int>, _ text: StaticString) -> Bool {
        range.count == text.utf8CodeUnitCount && memoryEqual(range, text.utf8Start)
    }

    /// Whether the string of a range, quotes included, is a text without escapes.
    func isNamed(_ range: Range<Int>, _ text: StaticString) -> Bool {
        range.count == text.utf8CodeUnitCount + 2
            && memoryEqual(range.lowerBound + 1..<range.upperBound - 1, text.utf8Start)
    }

    private func memoryEqual(_ range: Range<Int>, _ text: UnsafePointer<UInt8>) -> Bool {
        for (offset, index) in range.enumerated() where bytes[index] != text[offset] { return false }
        return true
    }

    /// The bytes of a range as they stand there.
    func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
}
