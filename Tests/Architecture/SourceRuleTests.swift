import Testing

@Suite("How sources are written")
struct SourceRuleTests {
    @Test("every source file keeps the rules")
    func sources() throws {
        let files = try Repository.here.swiftFiles(in: "Sources")
        #expect(files.count > 100)
        #expect(files.flatMap { SourceRules.violations(of: $0) } == [])
    }

    @Test(
        "a file that breaks a rule is found",
        arguments: [
            ("let a = try! f()", "try!"),
            ("final class A: @unchecked Sendable {}", "@unchecked Sendable"),
            ("nonisolated(unsafe) var a = 1", "nonisolated(unsafe)"),
            ("Task.detached { }", "Task.detached"),
            ("fatalError(\"no\")", "fatalError("),
            ("// TODO: later", "TODO"),
            ("/* FIXME */", "FIXME"),
            ("let a = ProcessInfo.processInfo.environment[\"A\"]", "reads the environment"),
            ("let a = getenv(\"A\")", "reads the environment"),
            ("package struct A {}", "declares A without"),
            ("public final class B {}", "declares B without"),
            ("// no doc comment\npackage enum C: Int {}", "declares C without"),
            ("@MainActor\npackage protocol D {}", "declares D without"),
            ("package func e() {}", "declares e without"),
            (String(repeating: "\n", count: 400), "401 lines"),
        ]
    )
    func violation(text: String, sentence: String) {
        let file = Repository.SourceFile(path: "Sources/Core/OdoriDomain/A.swift", text: text)
        let violations = SourceRules.violations(of: file)
        #expect(violations.count == 1)
        #expect(violations.first?.contains(sentence) == true)
    }

    @Test("what only looks like a violation is none")
    func innocent() {
        let text = """
            /// Never `try!` here, no Task.detached.
            @frozen
            package struct A {
                package var b = "fatalError("
                package enum Inner {}
            }
            internal struct C {}
            package extension A {}
            """
        let file = Repository.SourceFile(path: "Sources/Core/OdoriDomain/A.swift", text: text)
        #expect(SourceRules.violations(of: file) == [])
    }

    @Test("the settings may read the environment")
    func settings() {
        let text = "let a = ProcessInfo.processInfo.environment\n"
        let file = Repository.SourceFile(path: "Sources/Apps/OdoriSettings/A.swift", text: text)
        #expect(SourceRules.violations(of: file) == [])
    }
}
