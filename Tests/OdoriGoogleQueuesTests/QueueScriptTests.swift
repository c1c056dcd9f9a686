import AsyncHTTPClient
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOHTTP1
import OdoriDomain
import OdoriGoogleQueues
import OdoriPorts
import OdoriQueue
import OdoriSimulation
import OdoriTesting
import Synchronization
import Testing

/// The simulated schedules are worth as much as their queue is like the real one: both carry out the same script.
@Suite("odori-queue and the queue of the simulated schedules", .timeLimit(.minutes(1)))
struct QueueScriptTests {
    @Test("push the same", arguments: QueueScript.all)
    func same(_ script: QueueScript) async throws {
        let model = QueueModelRunner().run(script)
        let server = try await QueueServerRunner().run(script)
        #expect(server.pushes == model.pushes, "\(script.promise)")
        #expect(server.pushes == script.pushes, "\(script.promise)")
        #expect(server.early.isEmpty)
    }
}

/// Carries a script out on a server and a target over HTTP.
private final class QueueServerRunner: Sendable {
    private struct Stage {
        var record = QueueRecord()
        var replies: [String: [QueueScript.Reply]] = [:]
        var due: [String: Date] = [:]
    }

    private let stage = Mutex(Stage())

    func run(_ script: QueueScript) async throws -> QueueRecord {
        let router = Router()
        router.post("**") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            return Response(status: self.answer(String(decoding: body.readableBytesView, as: UTF8.self)))
        }
        let directory = FileManager.default.temporaryDirectory.appending(path: "odori-script-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try await Application(router: router).test(.live) { client in
            let target = "http://127.0.0.1:\(client.port ?? 0)"
            var logger = Logger(label: "queue")
            logger.logLevel = .error
            try await QueueServer.withRunning(
                QueueConfiguration(port: 0, dataDirectory: directory), logger: logger
            ) { base in
                try await self.play(script, queueURL: base, target: target)
            }
        }
        return stage.withLock { $0.record }
    }

    private func answer(_ id: String) -> HTTPResponse.Status {
        stage.withLock { stage in
            stage.record.pushes[id, default: 0] += 1
            if let due = stage.due[id], Date() < due { stage.record.early.append(id) }
            guard stage.replies[id]?.isEmpty == false else { return .ok }
            return stage.replies[id]?.removeFirst() == .success ? .ok : .internalServerError
        }
    }

    private func play(_ script: QueueScript, queueURL: String, target: String) async throws {
        let configuration = CloudTasksConfiguration(
            baseURL: queueURL, project: "odori", location: "local", workerURL: target)
        let queue = CloudTasksQueue(configuration, http: .shared, clock: ManualClock(now: Timestamp(Date())))
        for name in [QueueName.poll, .media] { try await queue.createQueue(name, maxConcurrentDispatches: 4) }
        var created: [(QueueName, String)] = []
        for step in script.steps {
            switch step {
            case .rest: for (name, id) in created { try await rest(queueURL, name, id) }
            case .create(let order):
                let due = order.after.map { Timestamp(Date()) + $0 }
                stage.withLock { stage in
                    stage.replies[order.id, default: []] += order.replies
                    if let due, stage.due[order.id] == nil { stage.due[order.id] = due.date }
                }
                try await queue.enqueue(
                    QueuedTask(
                        queue: order.queue, id: order.id, path: "/tasks/stage", body: Data(order.id.utf8),
                        notBefore: due, deadline: .seconds(15)))
                created.append((order.queue, order.id))
            }
        }
    }

    /// Asks until the queue has the task no more.
    private func rest(_ base: String, _ queue: QueueName, _ id: String) async throws {
        let url = "\(base)/v2/projects/odori/locations/local/queues/\(queue.rawValue)/tasks/\(id)"
        while true {
            let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(5))
            _ = try await answer.body.collect(upTo: 1 << 20)
            if answer.status == .notFound { return }
            await Task.yield()
        }
    }
}
