import Synchronization

/// Shows an edit while it goes on: lines, and below them a bar for the file that is being made.
package final class EditBoard: Sendable {
    private let screen = Screen()
    private let isQuiet: Bool
    /// The file whose progress was told last.
    private let shown = Mutex("")

    /// - Parameter isQuiet: nothing is shown at all.
    package init(isQuiet: Bool) {
        self.isQuiet = isQuiet
    }

    package func hear(_ news: EditNews) {
        guard !isQuiet else { return }
        switch news {
        case .line(let line): screen.print(line)
        case .progress(let name, let share): progress(name, share)
        }
    }

    package func print(_ line: String) {
        if !isQuiet { screen.print(line) }
    }

    /// Takes the bar away.
    package func settle() {
        screen.show([], width: Terminal.size.width)
    }

    private func progress(_ name: String, _ share: Double) {
        guard screen.isInteractive else {
            // A log wants one line a file.
            let isNew = shown.withLock { shown in
                defer { shown = name }
                return shown != name
            }
            if isNew { screen.print("making   \(name)") }
            return
        }
        let line = StyledLine("making   \(name) ", .plain).addingBar(share, width: 24, tone: .active).addingPercent(
            share)
        screen.show([line], width: Terminal.size.width)
    }
}
