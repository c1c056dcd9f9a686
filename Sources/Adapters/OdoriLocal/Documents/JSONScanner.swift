import Foundation

/// Reads a JSON object once: checks all of it, keeps the texts and numbers of its top level, builds nothing else.
///
/// Stores look at a handful of members of large documents at every write; decoding the whole would cost many times more.
struct JSONScanner {
    /// What is wrong, and at which byte.
    struct Fault: Error, Hashable, CustomStringConvertible {
        let reason: String
        let offset: Int

        var description: String { "\(reason) at byte \(offset)" }
    }

    private static let deepest = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The members of the object that the text is; of a name that stands twice, the first.
    mutating func scanObject() throws(Fault) -> [String: MemberValue] {
        var members: [String: MemberValue] = [:]
        try skipSpace()
        try expect(UInt8(ascii: "{"))
        try skipSpace()
        if !take(UInt8(ascii: "}")) {
            repeat {
                try skipSpace()
                let name = try text(in: scanString())
                try colon()
                if let value = try scanComparable(), members[name] == nil { members[name] = value }
                try skipSpace()
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
        }
        try skipSpace()
        guard index == bytes.count else { throw fault("something follows the object") }
        return members
    }

    private mutating func scanComparable() throws(Fault) -> MemberValue? {
        switch peek {
        case UInt8(ascii: "\""):
            return .text(ExactText(try text(in: scanString())))
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
            let start = index
            try skipNumber()
            return Double(String(decoding: bytes[start..<index], as: UTF8.self)).map(MemberValue.number)
        default:
            try skipValue()
            return nil
        }
    }

    private mutating func skipValue() throws(Fault) {
        switch peek {
        case UInt8(ascii: "\""): _ = try scanString()
        case UInt8(ascii: "{"): try skipContainer(until: UInt8(ascii: "}"), named: true)
        case UInt8(ascii: "["): try skipContainer(until: UInt8(ascii: "]"), named: false)
        case UInt8(ascii: "t"): try skipWord("true")
        case UInt8(ascii: "f"): try skipWord("false")
        case UInt8(ascii: "n"): try skipWord("null")
        default: try skipNumber()
        }
    }

    private mutating func skipContainer(until end: UInt8, named: Bool) throws(Fault) {
        depth += 1
        guard depth <= Self.deepest else { throw fault("nested too deep") }
        index += 1
        try skipSpace()
        if !take(end) {
            repeat {
                try skipSpace()
                if named {
                    _ = try scanString()
                    try colon()
                }
                try skipValue()
                try skipSpace()
            } while take(UInt8(ascii: ","))
            try expect(end)
        }
        depth -= 1
    }

    private mutating func skipWord(_ word: StaticString) throws(Fault) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard index < bytes.count, bytes[index] == word.utf8Start[offset] else { throw fault("an unknown word") }
            index += 1
        }
    }

    private mutating func skipNumber() throws(Fault) {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try skipDigits() }
        if take(UInt8(ascii: ".")) { try skipDigits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            try skipDigits()
        }
    }

    private mutating func skipDigits() throws(Fault) {
        let start = index
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        guard index > start else { throw fault("a value is missing") }
    }

    /// Moves past a string and answers where it lies, quotes included.
    private mutating func scanString() throws(Fault) -> Range<Int> {
        let start = index
        try expect(UInt8(ascii: "\""))
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return start..<index }
            guard byte >= 0x20 else { throw fault("a control character in a string") }
            if byte == UInt8(ascii: "\\") { try skipEscape() }
        }
        throw fault("a string does not end")
    }

    private mutating func skipEscape() throws(Fault) {
        guard let byte = peek else { throw fault("a string does not end") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "u"):
            for _ in 0..<4 {
                guard let digit = peek, Character(Unicode.Scalar(digit)).isHexDigit else {
                    throw fault("a broken escape")
                }
                index += 1
            }
        default:
            throw fault("an unknown escape")
        }
    }

    private func text(in range: Range<Int>) throws(Fault) -> String {
        let inner = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
        guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
        do {
            return try JSONDecoder().decode(String.self, from: Data(bytes[range]))
        } catch {
            throw Fault(reason: "a broken string", offset: range.lowerBound)
        }
    }

    private var peek: UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(Fault) {
        guard take(byte) else { throw fault("expected \(Character(Unicode.Scalar(byte)))") }
    }

    private mutating func colon() throws(Fault) {
        try skipSpace()
        try expect(UInt8(ascii: ":"))
        try skipSpace()
    }

    private mutating func skipSpace() throws(Fault) {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private func fault(_ reason: String) -> Fault {
        Fault(reason: reason, offset: index)
    }
}
