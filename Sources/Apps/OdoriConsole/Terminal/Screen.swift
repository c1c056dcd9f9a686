import Foundation
import Synchronization

/// Standard output: messages scroll, and below them a block of lines is redrawn in place when there is a terminal.
package final class Screen: Sendable {
    private let block = Mutex<[String]>([])
    private let write: @Sendable (String) -> Void
    package let isInteractive: Bool

    /// - Parameter write: receives what the terminal shall get; standard output unless given.
    package init(
        isInteractive: Bool = Terminal.isInteractive,
        write: @escaping @Sendable (String) -> Void = { FileHandle.standardOutput.write(Data($0.utf8)) }
    ) {
        self.isInteractive = isInteractive
        self.write = write
    }

    /// Prints a message; a block that is shown moves down.
    package func print(_ line: String = "") {
        block.withLock { block in
            write(Self.rewind(block) + line + "\n" + Self.drawn(block))
        }
    }

    /// Replaces the block. Without a terminal nothing is shown.
    package func show(_ lines: [StyledLine], width: Int) {
        guard isInteractive else { return }
        block.withLock { block in
            let text = Self.rewind(block)
            block = lines.map { $0.ansi(width: width) }
            write(text + Self.drawn(block))
        }
    }

    /// Leaves the block where it is, as history; what comes next is printed below.
    package func settle() {
        block.withLock { $0 = [] }
    }

    private static func rewind(_ block: [String]) -> String {
        block.isEmpty ? "" : "\u{1B}[\(block.count)A\r\u{1B}[J"
    }

    private static func drawn(_ block: [String]) -> String {
        block.map { $0 + "\n" }.joined()
    }
}
