package import Foundation

extension Diagnosis {
    /// The findings for programs: `{"healthy", "findings": [{"section", "name", "state", "detail"}]}`; state is `good`, `notice` or `bad`.
    package var json: Data {
        get throws {
            let findings = sections.flatMap { section in
                section.items.map { Told(section: section.title, name: $0.name, finding: $0.finding) }
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(Report(healthy: isHealthy, findings: findings))
        }
    }

    private struct Report: Encodable {
        var healthy: Bool
        var findings: [Told]
    }

    private struct Told: Encodable {
        var section: String
        var name: String
        var state: String
        var detail: String

        init(section: String, name: String, finding: Finding) {
            self.section = section
            self.name = name
            (state, detail) =
                switch finding {
                case .good(let text): ("good", text)
                case .notice(let text): ("notice", text)
                case .bad(let text): ("bad", text)
                }
        }
    }
}
