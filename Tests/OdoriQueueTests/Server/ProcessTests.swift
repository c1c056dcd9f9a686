import Foundation
import Hummingbird
import Synchronization
import Testing

@testable import OdoriQueue

@Suite("The process", .timeLimit(.minutes(1)), .serialized)
struct ProcessTests {
    @Test(
        "kill -9 at random moments loses no accepted task, created alone or together; asked for again, the others are there too",
        arguments: [1, 2, 3], [1, 10])
    func killLosesNothing(seed: UInt64, together: Int) async throws {
        let target = TargetServer()
        try await target.running { url in
            try await withTemporaryDirectory { directory in
                var random = SeededGenerator(state: seed)
                let names = Names()
                for round in 0..<4 {
                    let moment = Duration.milliseconds(Int.random(in: 5...150, using: &random))
                    let run = try await QueueProcess.run(on: directory) { client in
                        if round == 0 { try await client.createQueue("q") }
                        await createUntilKilled(at: moment, round, together, client, url, names)
                    }
                    #expect(run.end == .signalled(9))
                }
                let (accepted, doubtful) = names.all
                #expect(accepted.count > 4, "the test must have something to lose")
                let run = try await QueueProcess.run(on: directory, ending: .terminate) { client in
                    try await target.waitUntil { Set($0.map(\.task)).isSuperset(of: accepted) }
                    for name in doubtful {
                        let again = try await client.createTask(name, url: url)
                        #expect([200, 409].contains(again.status))
                    }
                    try await target.waitUntil { Set($0.map(\.task)).isSuperset(of: doubtful) }
                }
                #expect(run.end == .exited(0))
            }
        }
    }

    /// Creates tasks from four sides, half of them due a little later, and returns at the moment of the kill.
    private func createUntilKilled(
        at moment: Duration, _ round: Int, _ together: Int, _ client: TasksClient, _ url: String, _ names: Names
    ) async {
        await withTaskGroup(of: Void.self) { group in
            for side in 0..<4 {
                group.addTask {
                    for index in 0..<500 {
                        let these = (0..<together).map { "r\(round)-\(side)-\(index)-\($0)" }
                        let soon = (SystemTime().now() + .milliseconds(index % 2 * 100)).rfc3339
                        names.ask(these)
                        do {
                            guard try await client.created(these, url: url, due: soon) else { return }
                            names.accept(these)
                        } catch {
                            return
                        }
                    }
                }
            }
            // The moment is counted from the first tasks that can be lost; before them a slow machine would kill an idle queue.
            await names.reach(2 * together * (round + 1))
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

extension TasksClient {
    /// Asks for a task, or for several in one request; true when that was answered with success for all.
    fileprivate func created(_ names: [String], url: String, due: String) async throws -> Bool {
        let task = #""scheduleTime":"\#(due)""#
        if names.count == 1 { return try await createTask(names[0], url: url, task: task).status == 200 }
        let queue = "\(Self.parent)/queues/q"
        let requests = names.map {
            #"{"task":{"name":"\#(queue)/tasks/\#($0)","httpRequest":{"url":"\#(url)"},\#(task)}}"#
        }
        let answer = try await send(
            "POST", "/v2/\(queue)/tasks:batchCreate", #"{"requests":[\#(requests.joined(separator: ","))]}"#)
        return (try answer.json["metadata"] as? [String: Any])?["state"] as? String == "SUCCEEDED"
    }
}

/// Names of tasks that were asked for, and those whose creation was answered with success.
private final class Names: Sendable {
    private let names = Mutex<(asked: Set<String>, accepted: Set<String>)>(([], []))
    private let grown = AsyncStream<Void>.makeStream()

    /// What was created, and what was asked for without an answer.
    var all: (accepted: Set<String>, doubtful: Set<String>) {
        names.withLock { ($0.accepted, $0.asked.subtracting($0.accepted)) }
    }

    func ask(_ new: [String]) {
        names.withLock { $0.asked.formUnion(new) }
    }

    func accept(_ new: [String]) {
        names.withLock { $0.accepted.formUnion(new) }
        grown.continuation.yield()
    }

    /// Returns once so many were created.
    func reach(_ count: Int) async {
        if all.accepted.count >= count { return }
        for await _ in grown.stream where all.accepted.count >= count { return }
    }
}
