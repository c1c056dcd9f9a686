import Testing

@Suite("How tests are written")
struct TestRuleTests {
    @Test("every test file keeps the rules")
    func tests() throws {
        let files = try Repository.here.swiftFiles(in: "Tests")
        #expect(files.count > 20)
        #expect(files.flatMap { TestRules.violations(of: $0) } == [])
    }

    @Test("no file is excused from the ban on sleeping that does not need it")
    func sleepers() throws {
        let files = try Repository.here.swiftFiles(in: "Tests").filter { TestRules.sleeps($0) }.map(\.path)
        #expect(TestRules.sleepers.keys.filter { !files.contains($0) } == [])
    }

    @Test(
        "a test file that breaks a rule is found",
        arguments: [
            ("@Test func a() async throws { try await Task.sleep(for: .seconds(1)); #expect(true) }", "sleeps"),
            ("@Test func a() async throws { try await ContinuousClock().sleep(for: .zero); #expect(true) }", "sleeps"),
            ("@Test func a() { print(1) } // #expect", "asserts nothing"),
        ]
    )
    func violation(text: String, sentence: String) {
        let file = Repository.SourceFile(path: "Tests/OdoriDomainTests/A.swift", text: text)
        let violations = TestRules.violations(of: file)
        #expect(violations.count == 1)
        #expect(violations.first?.contains(sentence) == true)
    }
}
