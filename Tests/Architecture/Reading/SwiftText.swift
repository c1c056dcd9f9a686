/// Takes the comments and the texts of string literals out of Swift source, so that rules look at code alone. Lines stay
/// where they were; what stands inside an interpolation is code and stays too.
struct SwiftText {
    static func code(of source: String) -> String {
        var reader = SwiftText(source)
        reader.readCode(untilClosingParenthesis: false)
        return String(decoding: reader.output, as: UTF8.self)
    }

    private static let newline = UInt8(ascii: "\n")
    private static let quote = UInt8(ascii: "\"")
    private static let hash = UInt8(ascii: "#")
    private static let slash = UInt8(ascii: "/")
    private static let star = UInt8(ascii: "*")

    private let bytes: [UInt8]
    private var index = 0
    private var output: [UInt8] = []

    private init(_ source: String) {
        bytes = Array(source.utf8)
        output.reserveCapacity(bytes.count)
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
        index + offset < bytes.count ? bytes[index + offset] : 0
    }

    private func starts(with text: [UInt8]) -> Bool {
        for (offset, expected) in text.enumerated() where byte(offset) != expected { return false }
        return true
    }

    private mutating func keep(_ count: Int = 1) {
        output += bytes[min(bytes.count, index)..<min(bytes.count, index + count)]
        index += count
    }

    private mutating func drop(_ count: Int = 1) {
        for offset in 0..<count where byte(offset) == Self.newline { output.append(Self.newline) }
        index += count
    }

    private mutating func readCode(untilClosingParenthesis: Bool) {
        var depth = 0
        while index < bytes.count {
            let current = byte()
            if current == Self.slash, byte(1) == Self.slash {
                while index < bytes.count, byte() != Self.newline { drop() }
            } else if current == Self.slash, byte(1) == Self.star {
                dropBlockComment()
            } else if current == Self.quote || current == Self.hash, let hashes = hashesBeforeQuote {
                readString(hashes: hashes)
            } else {
                if current == UInt8(ascii: "(") { depth += 1 }
                if current == UInt8(ascii: ")") {
                    if depth == 0, untilClosingParenthesis { return }
                    depth -= 1
                }
                keep()
            }
        }
    }

    private mutating func dropBlockComment() {
        var depth = 0
        repeat {
            if byte() == Self.slash, byte(1) == Self.star {
                depth += 1
                drop(2)
            } else if byte() == Self.star, byte(1) == Self.slash {
                depth -= 1
                drop(2)
            } else {
                drop()
            }
        } while depth > 0 && index < bytes.count
    }

    /// How many `#` stand before the quote that begins here; nil when no string begins here.
    private var hashesBeforeQuote: Int? {
        var hashes = 0
        while byte(hashes) == Self.hash { hashes += 1 }
        return byte(hashes) == Self.quote ? hashes : nil
    }

    private mutating func readString(hashes: Int) {
        let marks = [UInt8](repeating: Self.hash, count: hashes)
        keep(hashes)
        let quotes = [UInt8](repeating: Self.quote, count: byte(1) == Self.quote && byte(2) == Self.quote ? 3 : 1)
        keep(quotes.count)
        let (end, escape) = (quotes + marks, [UInt8(ascii: "\\")] + marks)
        while index < bytes.count, !starts(with: end) {
            if !starts(with: escape) {
                drop()
            } else if byte(escape.count) == UInt8(ascii: "(") {
                keep(escape.count + 1)
                readCode(untilClosingParenthesis: true)
                keep()
            } else {
                drop(escape.count + 1)
            }
        }
        keep(end.count)
    }
}
