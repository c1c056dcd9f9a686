import Testing

@Suite("What lies where")
struct RepositoryTests {
    private static let topLevel: Set = [
        "Package.swift", "Sources", "Tests", "infra", "docs", "Dockerfile", "Makefile", "README.md", "LICENSE",
        "NOTICE",
        "CHANGELOG.md",
    ]

    /// Made by SwiftPM, kept out of the repository.
    private static let made: Set = ["Package.resolved"]

    private static func strangers(_ names: [String]) -> [String] {
        names.filter { !$0.hasPrefix(".") && !topLevel.contains($0) && !made.contains($0) }
    }

    @Test("nothing else lies at the top level")
    func noStrangers() throws {
        #expect(try Self.strangers(Repository.here.entries()) == [])
    }

    @Test("a stray file would be found")
    func stray() {
        #expect(Self.strangers(["Sources", ".swift-format", "notes.txt"]) == ["notes.txt"])
    }

    @Test("every folder of tests belongs to a target, or is named for what it judges")
    func folders() throws {
        let special: Set = ["Architecture", "EndToEnd", "Wire", "Simulation", "Interop", "Browser"]
        let targets = ImportRule.ours.keys.map { "\($0)Tests" }
        let folders = try Repository.here.entries(of: "Tests").filter { !$0.hasPrefix(".") }
        #expect(folders.filter { !special.contains($0) && !targets.contains($0) } == [])
    }
}
