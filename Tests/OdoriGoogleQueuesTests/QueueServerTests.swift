import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import OdoriDomain
import OdoriGoogleAuth
import OdoriGoogleQueues
import OdoriPorts
import OdoriQueue
import OdoriTesting
import Testing

@Suite("the client against odori-queue", .timeLimit(.minutes(1)))
struct QueueServerTests {
    @Test("tasks are pushed once, when they are due, with a token that our verifier takes")
    func pushed() async throws {
        let worker = ScriptedServer()
        let email = "tasks@odori.local"
        try await worker.serving { workerURL in
            try await withQueueServer { queueURL in
                // Real, because the queue server's time is; nothing here waits on it.
                let clock = ManualClock(now: Timestamp(Date()))
                let queue = CloudTasksQueue(
                    CloudTasksConfiguration(
                        baseURL: queueURL,
                        project: "odori",
                        location: "local",
                        workerURL: workerURL,
                        identity: PushIdentity(email: email, audience: workerURL)
                    ),
                    http: .shared,
                    clock: clock
                )
                try await queue.createQueue(.poll, maxConcurrentDispatches: 4)
                try await queue.createQueue(.poll, maxConcurrentDispatches: 4)
                let due = clock.now + .milliseconds(700)
                try await queue.enqueue(task("aaaa-later", at: due))
                try await queue.enqueue(task("bbbb-now", at: nil))
                try await queue.enqueue(task("bbbb-now", at: nil))
                await worker.waitForRequests(1)
                let first = worker.received.map { String(decoding: $0.body, as: UTF8.self) }
                #expect(Timestamp(Date()) >= due || first == ["bbbb-now"])
                await worker.waitForRequests(2)
                #expect(Timestamp(Date()) >= due)
                // Used names stay reserved after their tasks are done.
                try await queue.enqueue(task("bbbb-now", at: nil))
                let all = worker.received.map { String(decoding: $0.body, as: UTF8.self) }
                #expect(all.sorted() == ["aaaa-later", "bbbb-now"])
                #expect(
                    worker.received.allSatisfy {
                        $0.path == "/tasks/stage" && $0.headers[.contentType] == "application/json"
                    }
                )
                let authorization = worker.received.first?.headers[.authorization]
                func verifier(audience: String, callers: Set<String>) -> OIDCTokenVerifier {
                    OIDCTokenVerifier(
                        issuer: .discovered(at: queueURL),
                        audiences: [audience],
                        callers: callers,
                        http: .shared,
                        clock: clock
                    )
                }
                try await verifier(audience: workerURL, callers: [email]).verify(authorization: authorization)
                await #expect(throws: AdmissionRefused.self) {
                    try await verifier(audience: "http://other", callers: [email]).verify(authorization: authorization)
                }
                await #expect(throws: AdmissionRefused.self) {
                    try await verifier(audience: workerURL, callers: ["other"]).verify(authorization: authorization)
                }
            }
        }
        #expect(worker.received.count == 2)
    }

    @Test("many tasks from many sides at once, one from all, are pushed once each; a refusal is told to who asked")
    func many() async throws {
        let worker = ScriptedServer()
        try await worker.serving { workerURL in
            try await withQueueServer { queueURL in
                let queue = CloudTasksQueue(
                    CloudTasksConfiguration(
                        baseURL: queueURL, project: "odori", location: "local", workerURL: workerURL),
                    http: .shared, clock: ManualClock())
                try await queue.createQueue(.poll, maxConcurrentDispatches: 16)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for side in 0..<20 {
                        group.addTask {
                            let own = (0..<5).map { task("side-\(side)-\($0)", at: nil) }
                            try await queue.enqueue(own + [task("all", at: nil)])
                        }
                        group.addTask {
                            await #expect(throws: OdoriError("task_refused", "")) {
                                try await queue.enqueue(task("not an id \(side)", at: nil))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                await worker.waitForRequests(101)
            }
        }
        let bodies = worker.received.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies.count == 101 && Set(bodies).count == 101)
    }

    @Test("a queue that was not created is missing, a task that is none is refused")
    func errors() async throws {
        try await withQueueServer { queueURL in
            let queue = CloudTasksQueue(
                CloudTasksConfiguration(
                    baseURL: queueURL,
                    project: "odori",
                    location: "local",
                    workerURL: "http://127.0.0.1:1"
                ),
                http: .shared,
                clock: ManualClock()
            )
            await #expect(throws: OdoriError("queue_missing", "")) { try await queue.enqueue(task("aaaa", at: nil)) }
            try await queue.createQueue(.poll, maxConcurrentDispatches: 1)
            await #expect(throws: OdoriError("task_refused", "")) {
                try await queue.enqueue(task("not an id", at: nil))
            }
        }
    }

    private func withQueueServer(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "odori-queue-\(UUID().uuidString)")
        var logger = Logger(label: "queue")
        logger.logLevel = .error
        let result: Result<Void, any Error>
        do {
            try await QueueServer.withRunning(
                QueueConfiguration(port: 0, dataDirectory: directory),
                logger: logger,
                body
            )
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try FileManager.default.removeItem(at: directory)
        try result.get()
    }

    private func task(_ id: String, at instant: OdoriDomain.Timestamp?) -> QueuedTask {
        QueuedTask(
            queue: .poll,
            id: id,
            path: "/tasks/stage",
            body: Data(id.utf8),
            notBefore: instant,
            deadline: .seconds(15)
        )
    }
}
