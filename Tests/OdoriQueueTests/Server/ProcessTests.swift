import Foundation
import Hummingbird
import Synchronization
import Testing

@testable import OdoriQueue

@Suite("The process", .timeLimit(.minutes(1)), .serialized)
struct ProcessTests {
    @Test("kill -9 at random moments loses no accepted task", arguments: [1, 2, 3])
    func killLosesNothing(seed: UInt64) async throws {
        let target = TargetServer()
        try await target.running { url in
            try await withTemporaryDirectory { directory in
                var random = SeededGenerator(state: seed)
                let accepted = AcceptedNames()
                for round in 0..<4 {
                    let moment = Duration.milliseconds(Int.random(in: 5...150, using: &random))
                    let run = try await QueueProcess.run(on: directory) { client in
                        if round == 0 { try await client.createQueue("q") }
                        await createUntilKilled(at: moment, round: round, client: client, url: url, accepted: accepted)
                    }
                    #expect(run.end == .signalled(9))
                }
                let names = accepted.all
                #expect(names.count > 4, "the test must have something to lose")
                let run = try await QueueProcess.run(on: directory, ending: .terminate) { _ in
                    try await target.waitUntil { Set($0.map(\.task)).isSuperset(of: names) }
                }
                #expect(run.end == .exited(0))
            }
        }
    }

    /// Creates tasks from four sides, half of them due a little later, and returns at the moment of the kill.
    private func createUntilKilled(
        at moment: Duration,
        round: Int,
        client: TasksClient,
        url: String,
        accepted: AcceptedNames
    ) async {
        await withTaskGroup(of: Void.self) { group in
            for side in 0..<4 {
                group.addTask {
                    for index in 0..<500 {
                        let name = "r\(round)-\(side)-\(index)"
                        let soon = (SystemTime().now() + .milliseconds(index % 2 * 100)).rfc3339
                        do {
                            let answer = try await client.createTask(
                                name,
                                url: url,
                                task: #""scheduleTime":"\#(soon)""#
                            )
                            if answer.status == 200 { accepted.insert(name) }
                        } catch {
                            return
                        }
                    }
                }
            }
            // The moment is counted from the first tasks that can be lost; before them a slow machine would kill an idle queue.
            await accepted.reach(2 * (round + 1))
            try? await Task.sleep(for: moment)
            group.cancelAll()
        }
    }

    @Test("a task in flight at the crash is pushed again")
    func inFlightAtCrash() async throws {
        let target = TargetServer { push in
            try await Task.sleep(for: .seconds(60))
            return Response(status: .ok)
        }
        try await target.running { url in
            try await withTemporaryDirectory { directory in
                _ = try await QueueProcess.run(on: directory) { client in
                    try await client.createQueue("q")
                    try await client.createTask("t", url: url)
                    try await target.waitForPushes(1)
                }
                _ = try await QueueProcess.run(on: directory) { client in
                    try await target.waitForPushes(2)
                    let again = try await client.createTask("t", url: url)
                    #expect(again.status == 409)
                }
                #expect(target.pushes.map(\.task) == ["t", "t"])
            }
        }
    }

    @Test("the signing key survives a crash")
    func keySurvives() async throws {
        try await withTemporaryDirectory { directory in
            let key: @Sendable (TasksClient) async throws -> String? = { client in
                let keys = try await client.send("GET", "/.well-known/jwks.json").json["keys"] as? [[String: String]]
                return keys?.first?["n"]
            }
            let before = try await QueueProcess.run(on: directory, key)
            let after = try await QueueProcess.run(on: directory, key)
            #expect(before.result != nil && before.result == after.result)
        }
    }

    @Test("a supervised server stops gracefully when its standard input ends")
    func supervised() async throws {
        try await withTemporaryDirectory { directory in
            let run = try await QueueProcess.run(on: directory, supervised: true, ending: .endOfInput) { client in
                try await client.send("GET", "/health").status
            }
            #expect(run.result == 200)
            #expect(run.end == .exited(0))
        }
    }

    @Test("SIGTERM stops the server gracefully")
    func terminate() async throws {
        try await withTemporaryDirectory { directory in
            let run = try await QueueProcess.run(on: directory, ending: .terminate) { client in
                try await client.createQueue("q").status
            }
            #expect(run.result == 200)
            #expect(run.end == .exited(0))
        }
    }
}

/// Names whose creation was answered with success.
private final class AcceptedNames: Sendable {
    private let names = Mutex<Set<String>>([])
    private let grown = AsyncStream<Void>.makeStream()

    var all: Set<String> { names.withLock { $0 } }

    func insert(_ name: String) {
        names.withLock { _ = $0.insert(name) }
        grown.continuation.yield()
    }

    /// Returns once there are so many.
    func reach(_ count: Int) async {
        if all.count >= count { return }
        for await _ in grown.stream where all.count >= count { return }
    }
}
