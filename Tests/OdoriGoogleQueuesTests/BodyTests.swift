import AsyncHTTPClient
import Foundation
import OdoriDomain
import OdoriGoogleQueues
import OdoriJudges
import OdoriPorts
import OdoriTesting
import Testing

@Suite("What Cloud Tasks and Pub/Sub are sent")
struct BodyTests {
    private static let now = Timestamp(milliseconds: 1_770_458_400_250)

    /// Every queue, due at once, soon, and as late as can be; with the shortest, a broken and the longest deadline.
    private static var tasks: [QueuedTask] {
        let times = [nil, now, now + .milliseconds(1), now + .seconds(30 * 86_400)]
        let deadlines = [Duration.seconds(15), .milliseconds(599_999), .seconds(1800)]
        return QueueName.allCases.flatMap { queue in
            times.flatMap { time in
                deadlines.map { deadline in
                    QueuedTask(
                        queue: queue, id: "0123456789abcdef-\(queue.rawValue)-0000-dance_1-g0-c12",
                        path: "/tasks/stage",
                        body: Data(#"{"text":"踊り?>>","n":1}"#.utf8), notBefore: time, deadline: deadline)
                }
            }
        }
    }

    @Test("parses strictly as Google's own messages, member by member, and keeps the documented limits")
    func bodies() async throws {
        let server = ScriptedServer()
        let traced = WorkContext.current.with {
            $0.trace = TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        }
        try await server.serving { base in
            for identity in [nil, PushIdentity(email: "tasks@p.example", audience: "https://worker.example")] {
                let queue = CloudTasksQueue(Self.configuration(base, identity), http: .shared, clock: ManualClock())
                for name in QueueName.allCases { try await queue.createQueue(name, maxConcurrentDispatches: 3) }
                for task in Self.tasks {
                    try await queue.enqueue(task)
                    try await WorkContext.$current.withValue(traced) { try await queue.enqueue(task) }
                }
                try await queue.enqueue(Self.tasks)
            }
            let topic = PubSubQueue(
                PubSubConfiguration(baseURL: base, project: "p", topic: "odori-tasks"), http: .shared,
                clock: ManualClock(now: Self.now))
            for task in Self.tasks { try await topic.enqueue(task) }
        }
        let received = server.received
        let file = FileManager.default.temporaryDirectory.appending(path: "odori-bodies-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        // One line a request; the bodies hold no line feeds of their own.
        try received.reduce(into: Data()) { lines, request in
            lines += Data(#"{"call":"\#(Self.call(request))","body":"#.utf8) + request.body + Data("}\n".utf8)
        }.write(to: file)
        #expect(Set(received.map(Self.call)) == ["queues", "tasks", "batchCreate", "publish"])
        #expect(try await Command.python("queue_requests.py", [file.path]) == "ok \(received.count)")
    }

    /// What a request calls, such as `batchCreate`.
    private static func call(_ request: ScriptedServer.Received) -> Substring {
        let path = request.path.prefix { $0 != "?" }
        return path.split { $0 == "/" || $0 == ":" }.last ?? ""
    }

    private static func configuration(_ base: String, _ identity: PushIdentity?) -> CloudTasksConfiguration {
        CloudTasksConfiguration(
            baseURL: base, project: "p", location: "us-central1", workerURL: "https://worker.example",
            mediaWorkerURL: "https://media.example", identity: identity)
    }
}
