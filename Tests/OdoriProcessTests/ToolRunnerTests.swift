import Foundation
import OdoriDomain
import OdoriProcess
import Synchronization
import SystemPackage
import Testing

@Suite("Running a tool")
struct ToolRunnerTests {
    private func shell(_ script: String, limit: Duration = .seconds(30)) -> ToolCommand {
        ToolCommand("sh", ["-c", script], timeLimit: limit)
    }

    @Test("a tool's output and its last error lines come back")
    func output() async throws {
        let output = try await ToolRunner().run(shell("echo out; seq 100 >&2"))
        #expect(output.output == "out\n")
        #expect(output.errorTail == (61...100).map(String.init).joined(separator: "\n"))
    }

    @Test("output beyond the limit is cut, not an error")
    func outputLimit() async throws {
        let output = try await ToolRunner().run(shell("seq 100000"), outputLimit: 5)
        #expect(output.output == "1\n2\n3")
    }

    @Test(
        "a tool that takes more than it may is ended",
        arguments: [
            ("tail /dev/zero", ToolLimits(memory: 200 << 20, file: 1 << 30, processor: 20)),
            ("head -c 3000000 /dev/zero >large", ToolLimits(memory: 1 << 30, file: 1 << 20, processor: 20)),
            ("while :; do :; done", ToolLimits(memory: 1 << 30, file: 1 << 20, processor: 1)),
        ])
    func limits(script: String, limits: ToolLimits) async throws {
        let directory = FilePath(NSTemporaryDirectory()).appending("odori-limits-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory.string) }
        let command = ToolCommand("sh", ["-c", script], in: directory, timeLimit: .seconds(30), limits: limits)
        await #expect(throws: OdoriError(.toolFailed, "")) { try await ToolRunner().run(command) }
        let large = FileManager.default.contents(atPath: directory.appending("large").string)
        #expect((large?.count ?? 0) <= 1 << 20)
    }

    @Test("a tool within its limits notices nothing of them")
    func withinLimits() async throws {
        let limits = ToolLimits(memory: 1 << 30, file: 1 << 20, processor: 20)
        let command = ToolCommand("sh", ["-c", "ulimit -v; echo out"], timeLimit: .seconds(30), limits: limits)
        #expect(try await ToolRunner().run(command).output == "1048576\nout\n")
    }

    @Test("each line of output is handed on as it comes")
    func lines() async throws {
        let seen = Mutex<[String]>([])
        _ = try await ToolRunner().run(shell("printf 'a\\nb\\rc'")) { line in seen.withLock { $0.append(line) } }
        #expect(seen.withLock { $0 } == ["a", "b", "c"])
    }

    @Test("a tool's standard input is empty")
    func standardInput() async throws {
        let output = try await ToolRunner().run(shell("cat; echo end", limit: .seconds(10)))
        #expect(output.output == "end\n")
    }

    @Test("a tool runs in the directory asked for")
    func directory() async throws {
        let output = try await ToolRunner().run(ToolCommand("pwd", [], in: "/usr", timeLimit: .seconds(10)))
        #expect(output.output == "/usr\n")
    }

    @Test("arguments arrive as they are, whatever they hold")
    func arguments() async throws {
        let odd = ["a b", "$HOME", "'\"", "", "*", "-c", "日本"]
        let output = try await ToolRunner().run(
            ToolCommand("printf", ["%s\\n"] + odd, timeLimit: .seconds(10))
        )
        #expect(output.output == odd.map { $0 + "\n" }.joined())
    }

    @Test(
        "a failing tool is a transient failure that tells how it ended and what it said",
        arguments: [
            ("echo oh no >&2; exit 3", "sh ended with status 3: oh no"),
            ("exit 127", "sh ended with status 127"),
            ("kill -SEGV $$", "sh was killed by signal 11"),
        ]
    )
    func failure(script: String, message: String) async throws {
        let error = try await #require(throws: OdoriError.self) { try await ToolRunner().run(shell(script)) }
        #expect(error.code == .toolFailed)
        #expect(error.kind == .transient)
        #expect(error.message.hasPrefix(message))
    }

    @Test(
        "a missing program is named, with the package that has it where we know it",
        arguments: [("no-such-tool", "the program no-such-tool is not installed")]
    )
    func missing(tool: String, message: String) async throws {
        let error = try await #require(throws: OdoriError.self) {
            try await ToolRunner().run(ToolCommand(tool, [], timeLimit: .seconds(10)))
        }
        #expect(error.code == .toolMissing)
        #expect(error.kind == .permanent)
        #expect(error.message == message)
    }

    @Test("a tool that takes too long is stopped with time_limit")
    func timeLimit() async throws {
        let started = ContinuousClock.now
        let error = try await #require(throws: OdoriError.self) {
            try await ToolRunner().run(shell("sleep 60", limit: .milliseconds(200)))
        }
        #expect(error.code == .timeLimit)
        #expect(error.kind == .transient)
        #expect(ContinuousClock.now - started < .seconds(5))
    }

    @Test("a directory that does not exist is a failure, not a crash")
    func badDirectory() async throws {
        let error = try await #require(throws: OdoriError.self) {
            try await ToolRunner().run(ToolCommand("pwd", [], in: "/no/such/place", timeLimit: .seconds(10)))
        }
        #expect(error.code == .toolFailed)
    }
}
