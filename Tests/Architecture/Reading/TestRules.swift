/// The rules that every file in `Tests` keeps.
enum TestRules {
    /// Files that may sleep, each with its reason.
    static let sleepers: [String: String] = [
        "Tests/OdoriProcessTests/ProcessTable.swift": "polls other processes",
        "Tests/OdoriQueueTests/Support/TasksClient.swift": "polls a server",
        "Tests/OdoriQueueTests/Dispatch/DispatcherTests.swift": "a push that outlives the test",
        "Tests/OdoriQueueTests/Server/PushTests.swift": "targets that are slow or silent",
        "Tests/OdoriQueueTests/Server/ProcessTests.swift": "a silent target; load until a chosen moment",
        "Tests/OdoriAPITests/Support/ServerProcess.swift": "polls other processes",
        "Tests/Browser/Support/Server.swift": "polls other processes",
    ]

    private static let sleeps = ["Task.sleep(", "Clock().sleep(", "Thread.sleep(", "usleep("]

    private static let assertions = ["#expect", "#require", "Issue.record(", "confirmation(", "Conformance"]

    static func sleeps(_ file: Repository.SourceFile) -> Bool {
        let code = file.code
        return sleeps.contains(where: code.contains)
    }

    static func violations(of file: Repository.SourceFile) -> [String] {
        let code = file.code
        var violations: [String] = []
        if sleepers[file.path] == nil, let sleep = sleeps.first(where: code.contains) {
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
