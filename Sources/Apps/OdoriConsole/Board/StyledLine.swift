/// One line for a terminal: pieces of text, each in a tone.
package struct StyledLine: Hashable, Sendable, ExpressibleByStringLiteral {
    /// What a piece means; the terminal's colours are chosen in one place.
    package enum Tone: Hashable, Sendable {
        case plain, strong, quiet, active, good, bad
    }

    /// A piece of a line.
    package struct Piece: Hashable, Sendable {
        package var text: String
        package var tone: Tone
    }

    package private(set) var pieces: [Piece]

    package init(_ text: String = "", _ tone: Tone = .plain) {
        pieces = text.isEmpty ? [] : [Piece(text: text, tone: tone)]
    }

    package init(stringLiteral text: String) {
        self.init(text)
    }

    /// The line with a piece added.
    package func adding(_ text: String, _ tone: Tone = .plain) -> StyledLine {
        var line = self
        if !text.isEmpty { line.pieces.append(Piece(text: text, tone: tone)) }
        return line
    }

    /// The text alone.
    package var text: String {
        pieces.map(\.text).joined()
    }

    /// The line for a terminal, cut to `width` columns.
    package func ansi(width: Int) -> String {
        var left = width
        var result = ""
        for piece in pieces where left > 0 {
            let text = piece.text.prefix(columns: left)
            left -= text.columns
            result += Self.codes[piece.tone].map { "\u{1B}[\($0)m\(text)\u{1B}[0m" } ?? text
        }
        return result
    }

    private static let codes: [Tone: String] = [.strong: "1", .quiet: "2", .active: "36", .good: "32", .bad: "31"]
}
