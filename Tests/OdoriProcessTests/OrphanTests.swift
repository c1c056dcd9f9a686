import Foundation
import OdoriDomain
import OdoriProcess
import Synchronization
import Testing

/// These count processes and descriptors of the whole process, so they run alone.
@Suite("No tool is left behind", .serialized)
struct OrphanTests {
    /// A number of seconds to sleep that no other process has: it finds our grandchildren in the process table.
    private let mark = String(Int.random(in: 1_000_000...9_999_999))

    @Test(
        "cancelling kills the tool, its children, and children deaf to SIGTERM within two seconds",
        arguments: ["", "trap '' TERM;"]
    )
    func cancellation(deaf: String) async throws {
        let script = "\(deaf) sh -c 'sleep \(mark) & wait' & sleep \(mark)"
        let task = Task {
            try await ToolRunner().run(ToolCommand("sh", ["-c", script], timeLimit: .seconds(60)))
        }
        let sleeping = "sleep\0\(mark)"
        #expect(try await ProcessTable.eventually(within: .seconds(10)) { ProcessTable.running(sleeping).count == 2 })
        let cancelled = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await ProcessTable.eventually(within: .seconds(2)) { ProcessTable.running(mark).isEmpty })
        #expect(ContinuousClock.now - cancelled < .seconds(2))
    }

    @Test("a deaf grandchild dies although the tool itself obeys SIGTERM")
    func deafGrandchild() async throws {
        let script = "(trap '' TERM; sleep \(mark)) & exec sleep \(mark)"
        let task = Task {
            try await ToolRunner().run(ToolCommand("sh", ["-c", script], timeLimit: .seconds(60)))
        }
        #expect(
            try await ProcessTable.eventually(within: .seconds(10)) {
                ProcessTable.running("sleep\0\(mark)").count == 2
            }
        )
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await ProcessTable.eventually(within: .seconds(1)) { ProcessTable.running(mark).isEmpty })
    }

    @Test("when we are killed with SIGKILL, the tool and its children die with us")
    func killedParent() async throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let victim = Process()
        victim.executableURL = URL(filePath: own).deletingLastPathComponent().appending(path: "tool-runner-fixture")
        victim.arguments = ["sh", "-c", "trap '' TERM; (trap '' TERM; sleep \(mark)) & sleep \(mark); true"]
        try victim.run()
        let sleeping = "sleep\0\(mark)"
        #expect(try await ProcessTable.eventually(within: .seconds(20)) { ProcessTable.running(sleeping).count == 2 })
        kill(victim.processIdentifier, SIGKILL)
        #expect(try await ProcessTable.eventually(within: .seconds(2)) { ProcessTable.running(mark).isEmpty })
    }

    @Test("a child that a tool leaves in the background ends with it")
    func background() async throws {
        let script = "sleep \(mark) >/dev/null 2>&1 & echo done"
        let output = try await ToolRunner().run(ToolCommand("sh", ["-c", script], timeLimit: .seconds(20)))
        #expect(output.output == "done\n")
        #expect(try await ProcessTable.eventually(within: .seconds(2)) { ProcessTable.running(mark).isEmpty })
    }

    @Test("two hundred runs, some cancelled, leave no descriptor, no zombie and no watchdog")
    func leaks() async throws {
        func one(_ index: Int) async throws {
            let task = Task {
                try await ToolRunner().run(
                    ToolCommand(
                        "sh",
                        ["-c", index % 20 == 0 ? "sleep \(mark)" : "echo \(mark)"],
                        timeLimit: .seconds(20)
                    )
                )
            }
            if index % 20 == 0 {
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            } else {
                #expect(try await task.value.output == "\(mark)\n")
            }
        }
        try await one(1)
        let before = ProcessTable.openDescriptors()
        for batch in stride(from: 0, to: 200, by: 4) {
            try await withThrowingTaskGroup { group in
                for index in batch..<batch + 4 {
                    group.addTask { try await one(index) }
                }
                try await group.waitForAll()
            }
        }
        #expect(try await ProcessTable.eventually(within: .seconds(2)) { ProcessTable.running(mark).isEmpty })
        #expect(try await ProcessTable.eventually(within: .seconds(2)) { ProcessTable.zombies().isEmpty })
        #expect(try await ProcessTable.eventually(within: .seconds(2)) { ProcessTable.openDescriptors() <= before })
    }
}
