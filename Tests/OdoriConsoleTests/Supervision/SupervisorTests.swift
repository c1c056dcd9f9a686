import Foundation
import OdoriConsole
import SystemPackage
import Testing

@Suite("The supervisor")
struct SupervisorTests {
    private func shell(_ script: String, in directory: FilePath) -> ChildProgram {
        ChildProgram(
            name: "child",
            executable: "/bin/sh",
            arguments: ["-c", script],
            environment: ["ODORI_EXAMPLE": "yes"],
            log: directory.appending("logs").appending("child.log")
        )
    }

    /// Runs a supervisor until `enough` holds of the events so far, then cancels it; returns the events.
    private func run(
        _ child: ChildProgram,
        patience: Duration = .seconds(5),
        until enough: ([SupervisorEvent]) -> Bool
    ) async throws -> [SupervisorEvent] {
        let (events, sink) = AsyncStream.makeStream(of: SupervisorEvent.self)
        let backOff = BackOff(first: .milliseconds(1), longest: .milliseconds(4))
        let supervisor = Supervisor(child, backOff: backOff, patience: patience) { sink.yield($0) }
        let task = Task { try await supervisor.run() }
        var seen: [SupervisorEvent] = []
        for await event in events {
            seen.append(event)
            if enough(seen) { break }
        }
        task.cancel()
        try await task.value
        return seen
    }

    private func isAlive(_ pid: Int32) -> Bool {
        kill(pid, 0) == 0
    }

    private func pid(_ events: [SupervisorEvent]) throws -> Int32 {
        let pids = events.compactMap { event -> Int32? in
            if case .started(_, let pid) = event { pid } else { nil }
        }
        return try #require(pids.last)
    }

    @Test("a child that ends is started again, however it ends, and each end is told in one line")
    func restarts() async throws {
        try await withTemporaryDirectory { directory in
            let script =
                "if [ -e \(directory)/once ]; then kill -KILL $$; fi; touch \(directory)/once; echo no luck; exit 3"
            let events = try await run(shell(script, in: directory)) { $0.count >= 5 }
            let lines = events.compactMap(\.line)
            #expect(lines.first == "child ended with status 3 (no luck); it starts again in 0.001 s")
            #expect(lines.dropFirst().first == "child was killed by signal 9; it starts again in 0.002 s")
        }
    }

    @Test("everything that a child says is in its log, its last words too, and warnings are told")
    func log() async throws {
        try await withTemporaryDirectory { directory in
            let lines = (1...500).map { "line \($0)" }
            let script = """
                echo "supervised $ODORI_SUPERVISED example $ODORI_EXAMPLE"
                i=1; while [ $i -le 500 ]; do echo "line $i"; i=$((i+1)); done
                echo "t WARNING child: look" >&2
                exit 1
                """
            let events = try await run(shell(script, in: directory)) { events in
                events.contains { if case .ended = $0 { true } else { false } }
            }
            let log = try directory.appending("logs/child.log").read().split(separator: "\n").map(String.init)
            #expect(log.first == "supervised 1 example yes")
            #expect(Array(log.dropFirst().prefix(500)) == lines)
            #expect(log.dropFirst(501).first == "t WARNING child: look")
            #expect(events.contains(.warning(child: "child", line: "t WARNING child: look")))
        }
    }

    @Test("the log of the time before is kept beside the new one")
    func olderLog() async throws {
        try await withTemporaryDirectory { directory in
            for word in ["one", "two", "three"] {
                _ = try await run(shell("echo \(word); exit 1", in: directory)) { $0.count >= 2 }
            }
            #expect(try directory.appending("logs/child.log").read().hasPrefix("three\n"))
            #expect(try directory.appending("logs/child.log.1").read().hasPrefix("two\n"))
        }
    }

    @Test("a cancelled supervisor asks its child to end, waits for it, and keeps its last words")
    func graceful() async throws {
        try await withTemporaryDirectory { directory in
            let script =
                "trap 'sleep 0.2; echo t ERROR bye; exit 0' TERM; echo t ERROR up; while :; do sleep 0.05; done"
            let child = shell(script, in: directory)
            let events = try await run(child, patience: .seconds(60)) { $0.contains { $0.line != nil } }
            #expect(try directory.appending("logs/child.log").read() == "t ERROR up\nt ERROR bye\n")
            #expect(try !isAlive(pid(events)))
        }
    }

    @Test("a child deaf to SIGTERM is killed when the supervisor's patience ends")
    func deaf() async throws {
        try await withTemporaryDirectory { directory in
            let script = "trap '' TERM; echo t ERROR up; while :; do sleep 0.05; done"
            let child = shell(script, in: directory)
            let events = try await run(child, patience: .milliseconds(200)) { $0.contains { $0.line != nil } }
            #expect(try !isAlive(pid(events)))
        }
    }

    @Test("a child's standard input stays open while it is supervised")
    func lifeline() async throws {
        try await withTemporaryDirectory { directory in
            let script = "exec 3<&0; (cat <&3; echo t ERROR input ended) & sleep 0.3; echo t ERROR still; wait"
            let events = try await run(shell(script, in: directory)) { $0.contains { $0.line != nil } }
            #expect(events.compactMap(\.line).first == "child: t ERROR still")
        }
    }

    @Test("a refused configuration ends it, with what the child said")
    func badConfiguration() async throws {
        try await withTemporaryDirectory { directory in
            let script = "echo 'PORT must be a number' >&2; exit 78"
            let supervisor = Supervisor(shell(script, in: directory)) { _ in }
            let failure = try await #require(throws: SupervisorFailure.self) { try await supervisor.run() }
            #expect(failure.description == "odori-child refuses its configuration:\nPORT must be a number")
        }
    }

    @Test("a program that is not there ends it")
    func missing() async throws {
        try await withTemporaryDirectory { directory in
            var child = shell("", in: directory)
            child.executable = "/no/such/program"
            let supervisor = Supervisor(child) { _ in }
            await #expect(throws: SupervisorFailure.self) { try await supervisor.run() }
        }
    }
}
