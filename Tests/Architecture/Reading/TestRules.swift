/// The rules that every file in `Tests` keeps.
enum TestRules {
    /// Helpers that poll a condition of another process, and nothing else.
    private static let pollers = [
        "Tests/OdoriProcessTests/ProcessTable.swift",
        "Tests/EndToEnd/Support/Polling.swift",
    ]

    private static let sleeps = ["Task.sleep(", "Clock().sleep(", "Thread.sleep(", "usleep("]

    private static let assertions = ["#expect", "#require", "Issue.record(", "confirmation(", "Conformance"]

    static func violations(of file: Repository.SourceFile) -> [String] {
        let code = file.code
        var violations: [String] = []
        if !pollers.contains(file.path), let sleep = sleeps.first(where: code.contains) {
            violations.append("sleeps with `\(sleep)…)`: wait for a condition, or inject the clock")
        }
        if code.contains("@Test"), !assertions.contains(where: code.contains) {
            violations.append("has a test that asserts nothing")
        }
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
        if lines > SourceRules.longestFile { violations.append("has \(lines) lines") }
        return violations.map { "\(file.path) \($0)" }
    }
}
