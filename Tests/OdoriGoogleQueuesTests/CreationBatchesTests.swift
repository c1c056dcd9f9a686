import AsyncHTTPClient
import Foundation
import HTTPTypes
import OdoriDomain
import OdoriPorts
import OdoriTesting
import Testing

@testable import OdoriGoogleQueues

@Suite("creations that go together", .timeLimit(.minutes(1)))
struct CreationBatchesTests {
    private static let path = "/v2/projects/p/locations/l/queues/odori-poll/tasks"
    private static let batchPath = path + ":batchCreate?fields=done,error,metadata"
    private static let created = ScriptedServer.Answer(status: .ok, body: #"{"done":true,"metadata":{}}"#)
    private static let trouble = ScriptedServer.Answer.failure(.serviceUnavailable, "later")
    private static let configuration = CloudTasksConfiguration(
        baseURL: "", project: "p", location: "l", workerURL: "http://worker:8081")

    @Test("several at once are one request for each queue, and one alone is an ordinary one")
    func together() async throws {
        let server = ScriptedServer([Self.created])
        try await server.serving { base in
            try await queue(base).enqueue([task("a"), task("b")])
            try await queue(base).enqueue([task("c"), task("d", .media), task("e", .media)])
            try await queue(base).enqueue([])
        }
        let counts = server.received.map { names($0).count }
        #expect(counts.first == 2 && counts.dropFirst().sorted() == [1, 2])
        #expect(server.received.first?.path == Self.batchPath)
        #expect(server.received.contains { $0.path == Self.path })
        #expect(server.received.contains { $0.path.contains("odori-media/tasks:batchCreate") })
    }

    @Test("what is asked for while another is under way goes together, when that has been answered")
    func gathered() async throws {
        let server = ScriptedServer([Self.trouble, .init(status: .ok), Self.created])
        let clock = ManualClock()
        try await server.serving { base in
            let batches = batches(base, clock)
            let first = batches.add([creation("a")])
            await clock.waitForSleepers()
            let others = ["b", "c"].flatMap { batches.add([creation($0)]) }
            #expect(server.received.count == 1)
            clock.advanceToNextWake()
            try await expectDone(first + others)
        }
        #expect(server.received.map(\.path) == [Self.path, Self.path, Self.batchPath])
        #expect(server.received.map { names($0) } == [["a"], ["a"], ["b", "c"]])
    }

    @Test("who is cancelled while waiting waits no longer, and keeps nobody else from going on")
    func cancelled() async throws {
        let server = ScriptedServer([Self.trouble, .init(status: .ok), Self.created])
        let clock = ManualClock()
        try await server.serving { base in
            let batches = batches(base, clock)
            let first = batches.add([creation("a")])
            await clock.waitForSleepers()
            let others = ["b", "c"].flatMap { batches.add([creation($0)]) }
            let waiting = Task { try await others[0].answer }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            clock.advanceToNextWake()
            try await expectDone([first[0]])
            try await expectDone([others[1]])
        }
    }

    @Test("a name that was used is success; what else was not created is asked for once more, to learn the reason")
    func parts() async throws {
        let answer = ScriptedServer.Answer(
            status: .ok,
            body: #"{"done":true,"metadata":{"failedRequests":{"0":{"code":6},"2":{"code":3,"message":"no"}}}}"#)
        let server = ScriptedServer([answer, .failure(.badRequest, "not so")])
        try await server.serving { base in
            await #expect {
                try await queue(base).enqueue([task("a"), task("b"), task("c")])
            } throws: { error in
                let error = error as? OdoriError
                return error?.code == "task_refused" && error?.message.contains("task c: 400 not so") == true
            }
        }
        #expect(server.received.map { names($0) } == [["a", "b", "c"], ["c"]])
    }

    @Test("a batch whose answer is lost is sent again, and what it created is success")
    func lostAnswer() async throws {
        let repeated = #"{"done":true,"metadata":{"failedRequests":{"0":{"code":6},"1":{"code":6}}}}"#
        let server = ScriptedServer([
            .init(status: .ok, body: "{", isHalf: true), .init(status: .ok, body: repeated),
        ])
        let clock = ManualClock()
        try await server.serving { base in
            let both = batches(base, clock).add([creation("a"), creation("b")])
            await clock.waitForSleepers()
            clock.advanceToNextWake()
            for pending in both {
                let answer = try await pending.answer
                #expect(answer == .exists)
            }
        }
        #expect(server.received.map { names($0) } == [["a", "b"], ["a", "b"]])
    }

    @Test(
        "a server that knows no batches, or is not done with one, is asked for each task",
        arguments: [
            .failure(.notFound, "no such method"), .failure(.methodNotAllowed, "no such method"),
            .init(status: .ok, body: #"{"name":"operations/1","metadata":{}}"#), .init(status: .ok, body: "created"),
            .init(status: .ok, body: #"{"done":true,"error":{"code":13}}"#),
            .init(status: .ok, body: #"{"done":true,"metadata":{"failedRequests":{"x":{}}}}"#),
        ] as [ScriptedServer.Answer])
    func unknown(_ answer: ScriptedServer.Answer) async throws {
        let server = ScriptedServer([answer, .init(status: .ok)])
        try await server.serving { base in try await queue(base).enqueue([task("a"), task("b")]) }
        #expect(server.received.map(\.path) == [Self.batchPath, Self.path, Self.path])
        #expect(Set(server.received.dropFirst().flatMap { names($0) }) == ["a", "b"])
    }

    @Test("a server that stays in trouble is given up for all of them, and what waited behind them goes on")
    func givenUp() async throws {
        let server = ScriptedServer([Self.trouble, Self.trouble, Self.trouble, Self.trouble, .init(status: .ok)])
        let clock = ManualClock()
        try await server.serving { base in
            let batches = batches(base, clock)
            let lost = batches.add([creation("a"), creation("b")])
            await clock.waitForSleepers()
            let behind = batches.add([creation("c")])
            for _ in 0..<3 {
                await clock.waitForSleepers()
                clock.advanceToNextWake()
            }
            for pending in lost {
                await #expect(throws: OdoriError("queue_unavailable", "", .transient)) { try await pending.answer }
            }
            try await expectDone([behind[0]])
        }
    }

    @Test("no request is larger than the service takes, in tasks or in bytes")
    func sizes() async throws {
        let server = ScriptedServer([Self.created])
        try await server.serving { base in
            let batches = batches(base, ManualClock())
            let many = batches.add((0..<230).map { creation("t\($0)") })
            try await expectDone(many)
            let large = batches.add((0..<5).map { creation("l\($0)", bytes: 400_000) })
            try await expectDone(large)
        }
        #expect(server.received.map { names($0).count } == [100, 100, 30, 2, 2, 1])
    }

    private func expectDone(_ creations: [PendingCreation]) async throws {
        for creation in creations {
            let answer = try await creation.answer
            #expect(answer == .done)
        }
    }

    private func batches(_ base: String, _ clock: ManualClock) -> CreationBatches {
        CreationBatches(
            client: QueueServiceClient(
                baseURL: base, callDeadline: .seconds(10), http: .shared, clock: clock, tokens: nil),
            Self.configuration)
    }

    private func queue(_ base: String) -> CloudTasksQueue {
        var configuration = Self.configuration
        configuration.baseURL = base
        return CloudTasksQueue(configuration, http: .shared, clock: ManualClock())
    }

    private func creation(_ id: String, bytes: Int = 2) -> (queue: QueueName, task: CloudTasksWire.CreateTask) {
        (.poll, CloudTasksWire.CreateTask(task(id, bytes: bytes), Self.configuration))
    }

    private func task(_ id: String, _ queue: QueueName = .poll, bytes: Int = 2) -> QueuedTask {
        QueuedTask(
            queue: queue, id: id, path: "/tasks/stage", body: Data(repeating: 0x20, count: bytes), notBefore: nil,
            deadline: .seconds(60))
    }

    /// The ids of the tasks that a request asks for.
    private func names(_ request: ScriptedServer.Received) -> [String] {
        struct Body: Decodable {
            struct Creation: Decodable {
                struct Task: Decodable { var name: String }
                var task: Task
            }
            var task: Creation.Task?
            var requests: [Creation]?
        }
        guard let body = try? JSONDecoder().decode(Body.self, from: request.body) else { return [] }
        let tasks = body.requests?.map(\.task) ?? [body.task].compactMap(\.self)
        return tasks.map { String($0.name.split(separator: "/").last ?? "") }
    }
}
