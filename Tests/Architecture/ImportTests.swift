import Testing

@Suite("Who may import whom")
struct ImportTests {
    private static let adapters: Set = [
        "OdoriProcess", "OdoriScratch", "OdoriLocal", "OdoriGoogleAuth", "OdoriGoogleQueues", "OdoriStudio",
        "OdoriFFmpeg", "OdoriEgress", "OdoriKling", "OdoriFirestore", "OdoriPlainHTTP",
        "OdoriCloudStorage", "OdoriProviderHTTP", "OdoriFal", "OdoriGemini", "OdoriMiniMax", "OdoriC2PA",
    ]

    @Test("every source file imports only what its target may")
    func sources() throws {
        let files = try Repository.here.swiftFiles(in: "Sources")
        #expect(files.count > 100)
        let violations = files.flatMap { ImportRule.violations(of: $0, adapters: Self.adapters) }
        #expect(violations == [])
    }

    @Test("the rule knows every target that there is, and no other")
    func targets() throws {
        let repository = Repository.here
        let targets = try repository.entries(of: "Sources").flatMap { try repository.entries(of: "Sources/\($0)") }
        #expect(Set(targets) == Set(ImportRule.ours.keys))
        #expect(try Set(repository.entries(of: "Sources/Adapters")) == Self.adapters)
    }

    @Test(
        "what each program must not link is not within its reach",
        arguments: [
            (
                "odori-api",
                [
                    "OdoriPipeline", "OdoriWorker", "OdoriStudio", "OdoriFFmpeg", "OdoriProcess", "OdoriQueue",
                    "OdoriKling", "OdoriGemini", "OdoriFal", "OdoriMiniMax", "OdoriC2PA", "OdoriEgress", "CEgress",
                ]
            ),
            ("odori-worker", ["OdoriAPI", "OdoriQueue"]),
            ("odori-queue", ["OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriLocal", "OdoriSettings"]),
            (
                "odori",
                [
                    "OdoriAPI", "OdoriWorker", "OdoriQueue", "OdoriPipeline", "OdoriStudio", "OdoriKling",
                    "OdoriGemini", "OdoriEgress",
                ]
            ),
        ]
    )
    func reach(program: String, banned: [String]) throws {
        var graph: [String: Set<String>] = [:]
        for file in try Repository.here.swiftFiles(in: "Sources") {
            graph[file.target, default: []].formUnion(Imports.of(file))
        }
        let reached = Self.reach(of: program, in: graph)
        #expect(!reached.isEmpty)
        #expect(reached.intersection(banned) == [])
        #expect(reached.intersection(["OdoriTesting", "OdoriPretend"]) == [])
    }

    @Test("reach goes through what is imported by what is imported")
    func reachIsTransitive() {
        #expect(Self.reach(of: "a", in: ["a": ["b"], "b": ["c"], "c": ["a"]]) == ["a", "b", "c"])
    }

    private static func reach(of start: String, in graph: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var open = graph[start] ?? []
        while let next = open.popFirst() {
            guard reached.insert(next).inserted else { continue }
            open.formUnion(graph[next] ?? [])
        }
        return reached
    }

    @Test(
        "a file that breaks the rule is found",
        arguments: [
            ("Sources/Core/OdoriDomain/A.swift", "import OdoriPorts", "may not import OdoriPorts"),
            ("Sources/Core/OdoriJobs/A.swift", "import GRDB", "the core knows no vendor"),
            ("Sources/Adapters/OdoriStudio/A.swift", "package import OdoriFFmpeg", "may not import OdoriFFmpeg"),
            ("Sources/Apps/OdoriAPI/A.swift", "import OdoriPipeline", "may not import OdoriPipeline"),
            ("Sources/Apps/OdoriWorker/A.swift", "@testable import OdoriAPI", "may not import OdoriAPI"),
            ("Sources/Apps/OdoriQueue/A.swift", "import struct OdoriDomain.Slug", "may not import OdoriDomain"),
            ("Sources/Apps/odori-api/Main.swift", "import OdoriLocal", "only an assembly does"),
            ("Sources/Apps/odori-worker/WorkerAssembly.swift", "import OdoriTesting", "may not import OdoriTesting"),
            ("Sources/Apps/NewThing/A.swift", "", "is not in the import rule"),
        ]
    )
    func violation(path: String, line: String, sentence: String) {
        let file = Repository.SourceFile(path: path, text: "// import Nothing\n\(line)\n")
        let violations = ImportRule.violations(of: file, adapters: Self.adapters)
        #expect(violations.count == 1)
        #expect(violations.first?.contains(sentence) == true)
    }

    @Test("an assembly may name adapters")
    func assembly() {
        let file = Repository.SourceFile(
            path: "Sources/Apps/odori-worker/WorkerAssembly+Studio.swift",
            text: "import OdoriStudio\n"
        )
        #expect(ImportRule.violations(of: file, adapters: Self.adapters) == [])
    }
}
