/// Reads bytes as JSON (RFC 8259), strictly, in time and stack proportional to its size and bounded by `depthLimit`.
///
/// What a lenient reader would let pass is a problem here: members that come twice, lone surrogates, bytes after the
/// value. Numbers too great for a `Double` become infinite, which no field accepts.
package struct JSONReader {
    /// How deeply arrays and objects may nest.
    package static let depthLimit = 32

    /// Where and why bytes are not JSON.
    package struct Fault: Error, Hashable {
        package var offset: Int
        package var reason: String
    }

    private let bytes: [UInt8]
    private var at = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads one value that fills the bytes.
    package static func read(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
        var reader = JSONReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.at == bytes.count else { throw reader.fault("something follows the value") }
        return value
    }

    private func fault(_ reason: String) -> Fault {
        Fault(offset: at, reason: reason)
    }

    private var current: UInt8? {
        at < bytes.count ? bytes[at] : nil
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { at += 1 }
    }

    /// Passes a byte if it is the next one.
    private mutating func pass(_ character: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        guard depth <= Self.depthLimit else { throw fault("nested too deeply") }
        skipSpace()
        switch current {
        case nil: throw fault("a value is missing")
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(Fault) -> JSONValue {
        guard bytes[at...].starts(with: word.utf8) else { throw fault("not a value") }
        at += word.utf8.count
        return value
    }

    private mutating func elements(depth: Int) throws(Fault) -> [JSONValue] {
        at += 1
        var elements: [JSONValue] = []
        skipSpace()
        if pass("]") { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if pass("]") { return elements }
            guard pass(",") else { throw fault("a comma or ] is missing") }
        }
    }

    private mutating func members(depth: Int) throws(Fault) -> [String: JSONValue] {
        at += 1
        var members: [String: JSONValue] = [:]
        skipSpace()
        if pass("}") { return members }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw fault("a member's name is missing") }
            let name = try string()
            guard members[name] == nil else { throw fault("the member \(name.debugDescription) comes twice") }
            skipSpace()
            guard pass(":") else { throw fault("a colon is missing") }
            members[name] = try value(depth: depth + 1)
            skipSpace()
            if pass("}") { return members }
            guard pass(",") else { throw fault("a comma or } is missing") }
        }
    }

    private mutating func digits() throws(Fault) {
        let start = at
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { at += 1 }
        guard at > start else { throw fault("not a value") }
    }

    private mutating func number() throws(Fault) -> JSONValue {
        let start = at
        _ = pass("-")
        if !pass("0") { try digits() }
        let integerEnd = at
        if pass(".") { try digits() }
        if pass("e") || pass("E") {
            _ = pass("+") || pass("-")
            try digits()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if at == integerEnd, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text) else { throw fault("not a number") }
        // 2.0 and 2e0 are 2; from 2^53 on a Double no longer tells neighbours apart.
        if abs(number) < 0x1p53, let integer = Int64(exactly: number) { return .integer(integer) }
        return .number(number)
    }
}

extension JSONReader {
    private mutating func string() throws(Fault) -> String {
        at += 1
        var content: [UInt8] = []
        // What is not escaped is taken piece by piece.
        var piece = at
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                content += bytes[piece..<at]
                guard let text = String(validating: content, as: UTF8.self) else { throw fault("not UTF-8") }
                at += 1
                return text
            case UInt8(ascii: "\\"):
                content += bytes[piece..<at]
                at += 1
                content += try escape()
                piece = at
            case 0..<0x20: throw fault("a control character in a string")
            default: at += 1
            }
        }
        throw fault("a string does not end")
    }

    private mutating func escape() throws(Fault) -> [UInt8] {
        guard let byte = current else { throw fault("a string does not end") }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw fault("not an escape")
        }
    }

    private mutating func scalar() throws(Fault) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xd800..<0xdc00).contains(first), pass("\\"), pass("u") else { throw fault("a lone surrogate") }
        let second = try codeUnit()
        guard (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00))
        else { throw fault("a lone surrogate") }
        return scalar
    }

    private mutating func codeUnit() throws(Fault) -> UInt16 {
        let end = at + 4
        guard end <= bytes.count else { throw fault("a string does not end") }
        var unit: UInt16 = 0
        for byte in bytes[at..<end] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw fault("not four hex digits")
            }
            unit = unit << 4 | UInt16(digit)
        }
        at = end
        return unit
    }
}
