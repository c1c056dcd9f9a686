import OdoriConsole
import Synchronization
import Testing

@Suite("The screen")
struct ScreenTests {
    /// What a terminal shows after these bytes: lines, with cursor movement applied.
    private func shown(_ bytes: String) -> [String] {
        var lines: [String] = [""]
        var rest = bytes[...]
        while let character = rest.first {
            if let match = rest.prefixMatch(of: /\u{1B}\[([0-9]+)A\r\u{1B}\[J/), let up = Int(match.1) {
                lines.removeLast(up + 1)
                lines.append("")
                rest = rest[match.range.upperBound...]
            } else {
                if character == "\n" { lines.append("") } else { lines[lines.count - 1].append(character) }
                rest.removeFirst()
            }
        }
        return lines.dropLast()
    }

    private func record(isInteractive: Bool = true, _ use: (Screen) -> Void) -> String {
        final class Tape: Sendable { let text = Mutex("") }
        let tape = Tape()
        use(Screen(isInteractive: isInteractive) { text in tape.text.withLock { $0 += text } })
        return tape.text.withLock { $0 }
    }

    @Test("a block is redrawn in place, and messages scroll above it")
    func block() {
        let bytes = record { screen in
            screen.show(["one", "two"], width: 80)
            screen.show(["three"], width: 80)
            screen.print("message")
            screen.show(["four", "five"], width: 80)
        }
        #expect(shown(bytes) == ["message", "four", "five"])
    }

    @Test("a settled block stays, and what follows comes below it")
    func settled() {
        let bytes = record { screen in
            screen.show(["one"], width: 80)
            screen.settle()
            screen.print("message")
        }
        #expect(shown(bytes) == ["one", "message"])
    }

    @Test("without a terminal nothing is redrawn")
    func plain() {
        let bytes = record(isInteractive: false) { screen in
            screen.show(["one"], width: 80)
            screen.print("message")
        }
        #expect(bytes == "message\n")
    }

    @Test("wide letters count as two columns when a line is cut")
    func wideLetters() {
        #expect(StyledLine("踊り踊り").ansi(width: 5) == "踊り")
        #expect(StyledLine("ab", .good).adding("cd").ansi(width: 3) == "\u{1B}[32mab\u{1B}[0mc")
    }
}
