/// Everything that is wrong with the environment, reported at once.
package struct SettingsProblems: Error, Hashable, Sendable, CustomStringConvertible {
    package var problems: [Problem]

    package init(_ problems: [Problem]) {
        self.problems = problems
    }

    /// The exit code of a process that cannot run with its configuration (`EX_CONFIG`).
    package static let exitCode: Int32 = 78

    /// One variable's trouble; `detail` never quotes a secret.
    package struct Problem: Hashable, Sendable {
        package var name: String
        package var detail: String

        package init(_ name: String, _ detail: String) {
            self.name = name
            self.detail = detail
        }
    }

    package var description: String {
        (["the configuration cannot be used:"] + problems.map { "  \($0.name) \($0.detail)" }).joined(separator: "\n")
    }
}
