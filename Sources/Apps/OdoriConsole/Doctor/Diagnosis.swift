/// What `odori doctor` found, as lines; pure.
package struct Diagnosis: Sendable {
    /// How something stands.
    package enum Finding: Sendable, Hashable {
        case good(String)
        /// Fine for some uses.
        case notice(String)
        case bad(String)
    }

    private(set) var sections: [(title: String, items: [(name: String, finding: Finding)])] = []
    private var packages: Set<String> = []

    package init() {}

    /// Opens a section; what is added next belongs to it.
    package mutating func section(_ title: String) {
        sections.append((title, []))
    }

    package mutating func add(_ name: String, _ finding: Finding) {
        guard let last = sections.indices.last else { return }
        sections[last].items.append((name, finding))
    }

    /// Adds a tool: its version, or that it is missing and which package brings it.
    package mutating func add(tool: String, version: String?, debianPackage: String) {
        if let version {
            add(tool, .good(version))
        } else {
            packages.insert(debianPackage)
            add(tool, .bad("missing: Debian's package \(debianPackage)"))
        }
    }

    /// Nothing bad was found.
    package var isHealthy: Bool {
        sections.allSatisfy { section in
            section.items.allSatisfy { item in
                if case .bad = item.finding { false } else { true }
            }
        }
    }

    /// The report; its last line is one apt command when packages are missing.
    package var lines: [StyledLine] {
        var lines = sections.flatMap { section in
            [StyledLine(section.title, .strong)] + section.items.map { Self.line($0.name, $0.finding) }
        }
        if !packages.isEmpty {
            lines.append(StyledLine("install: apt-get install -y \(packages.sorted().joined(separator: " "))", .strong))
        }
        return lines
    }

    private static func line(_ name: String, _ finding: Finding) -> StyledLine {
        let (mark, tone, text): (String, StyledLine.Tone, String) =
            switch finding {
            case .good(let text): ("✓", .good, text)
            case .notice(let text): ("·", .quiet, text)
            case .bad(let text): ("✗", .bad, text)
            }
        return StyledLine("  \(mark) ", tone).adding(name.fitted(to: 30)).adding(" ").adding(text, tone)
    }
}
