/// Takes the comments and the texts of string literals out of Swift source, so that rules look at code alone. Lines stay where
/// they were; what stands inside an interpolation is code and stays too.
struct SwiftText {
    static func code(of source: String) -> String {
        var reader = SwiftText(source)
        reader.readCode(untilClosingParenthesis: false)
        return String(reader.output)
    }

    private let characters: [Character]
    private var index = 0
    private var output: [Character] = []

    private init(_ source: String) {
        characters = Array(source)
        output.reserveCapacity(characters.count)
    }

    private func starts(with text: String) -> Bool {
        characters[index...].starts(with: text)
    }

    private mutating func keep(_ count: Int = 1) {
        output += characters[index..<min(characters.count, index + count)]
        index += count
    }

    private mutating func drop(_ count: Int = 1) {
        output += characters[index..<min(characters.count, index + count)].filter(\.isNewline)
        index += count
    }

    private mutating func readCode(untilClosingParenthesis: Bool) {
        var depth = 0
        while index < characters.count {
            let character = characters[index]
            if starts(with: "//") {
                while index < characters.count, !characters[index].isNewline { drop() }
            } else if starts(with: "/*") {
                dropBlockComment()
            } else if let hashes = hashesBeforeQuote {
                readString(hashes: hashes)
            } else {
                if character == "(" { depth += 1 }
                if character == ")" {
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
            if starts(with: "/*") {
                depth += 1
                drop(2)
            } else if starts(with: "*/") {
                depth -= 1
                drop(2)
            } else {
                drop()
            }
        } while depth > 0 && index < characters.count
    }

    /// How many `#` stand before the quote that begins here; nil when no string begins here.
    private var hashesBeforeQuote: Int? {
        var end = index
        while end < characters.count, characters[end] == "#" { end += 1 }
        return end < characters.count && characters[end] == "\"" ? end - index : nil
    }

    private mutating func readString(hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        keep(hashes)
        let quotes = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        keep(quotes.count)
        let escape = "\\" + marks
        while index < characters.count, !starts(with: quotes + marks) {
            if starts(with: escape + "(") {
                keep(escape.count + 1)
                readCode(untilClosingParenthesis: true)
                if index < characters.count { keep() }
            } else if starts(with: escape) {
                drop(escape.count + 1)
            } else {
                drop()
            }
        }
        if index < characters.count { keep(quotes.count + hashes) }
    }
}
