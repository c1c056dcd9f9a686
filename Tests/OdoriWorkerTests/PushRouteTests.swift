import OdoriJSON
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import OdoriDomain
import OdoriJobs
import OdoriTesting
import OdoriWorker
import Synchronization
import Testing

@Suite("Pushes at the worker")
struct PushRouteTests {
    private static let payload =
        #"{"version":1,"job_id":"00000000-0000-4000-8000-000000000001","slot":3,"stage":"dance_1","generation":0,"check":2}"#

    @Test("a genuine push is handed on as it came and acknowledged", arguments: ["stage", "job", "reference"])
    func genuine(path: String) async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client in
            let response = try await client.push("/tasks/\(path)", Self.payload)
            #expect(response.status == .ok)
            #expect(fixture.handler.received == [Self.payload])
            #expect(fixture.handler.swept == 0)
        }
    }

    @Test("a push's trace goes on into its work, and its work is counted on /metrics")
    func telemetry() async throws {
        let fixture = WorkerFixture()
        let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let name = try #require(HTTPField.Name("traceparent"))
        try await fixture.test { client in
            #expect(try await client.push("/tasks/stage", Self.payload, headers: [name: text]).status == .ok)
            let contexts = fixture.handler.contexts
            #expect(contexts.map { $0.trace?.text } == [text])
            contexts.first?.meter?.add(to: .pushes, "worked")
            let metrics = try await client.execute(uri: "/metrics", method: .get)
            let page = String(buffer: metrics.body)
            #expect(page.contains(#"odori_pushes_total{result="worked"} 1"#))
            #expect(
                page.contains(#"odori_http_request_seconds_count{method="POST",route="/tasks/stage",status="200"} 1"#))
            #expect(page.contains("odori_tools_cpu_seconds_total "))
            #expect(page.contains("process_resident_memory_bytes "))
        }
    }

    @Test("the sweep has a route of its own")
    func sweep() async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client async throws in
            #expect(try await client.push("/tasks/sweep").status == .ok)
            #expect(fixture.handler.swept == 1)
            #expect(fixture.handler.received.isEmpty)
        }
    }

    @Test(
        "a push without a genuine token goes no further",
        arguments: [
            (nil, 401), ("Bearer forged", 401), ("Bearer expired", 401), ("Basic genuine", 401),
            ("Bearer stranger", 403), ("Bearer nokeys", 503),
        ] as [(String?, Int)]
    )
    func refused(token: String?, status: Int) async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client in
            for path in ["stage", "job", "reference", "webhook", "sweep"] {
                let response = try await client.push("/tasks/\(path)", Self.payload, token: token)
                #expect(response.status.code == status)
                #expect(response.headers[.contentType] == "application/problem+json")
            }
            #expect(fixture.handler.received.isEmpty)
            #expect(fixture.handler.swept == 0)
        }
    }

    @Test("the queue's own headers open no door, and neither does a second token")
    func headers() async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client in
            var headers = HTTPFields()
            for name in ["X-CloudTasks-QueueName", "X-CloudTasks-TaskName", "X-AppEngine-QueueName"] {
                headers[try #require(HTTPField.Name(name))] = "odori-generate"
            }
            #expect(try await client.push("/tasks/stage", token: nil, headers: headers).status == .unauthorized)
            var twice = HTTPFields()
            twice.append(.init(name: .authorization, value: WorkerFixture.token))
            twice.append(.init(name: .authorization, value: "Bearer forged"))
            #expect(try await client.push("/tasks/stage", token: nil, headers: twice).status == .unauthorized)
            #expect(fixture.handler.received.isEmpty)
        }
    }

    @Test("a push that fails is a 500, logged with what it was about")
    func failure() async throws {
        let fixture = WorkerFixture()
        fixture.handler.fail(with: OdoriError(.storeUnavailable, "no disk", .transient))
        try await fixture.test { client in
            #expect(try await client.push("/tasks/stage", Self.payload).status == .internalServerError)
            #expect(try await client.push("/tasks/sweep", "").status == .internalServerError)
            let lines = fixture.logs.lines.withLock { $0 }
            let line = try #require(lines.first { $0.hasPrefix("error a push failed") })
            for part in ["job=00000000-0000-4000-8000-000000000001", "slot=3", "stage=dance_1", "no disk"] {
                #expect(line.contains(part))
            }
        }
    }

    @Test("bytes that are no payload are handed on too: the receiver records them")
    func noPayload() async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client async throws in
            #expect(try await client.push("/tasks/job", "\u{0}not json").status == .ok)
            #expect(fixture.handler.received == ["\u{0}not json"])
        }
    }

    @Test("a body above 1 MB is a 413")
    func tooLarge() async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client async throws in
            let body = String(repeating: "x", count: 1_000_001)
            #expect(try await client.push("/tasks/stage", body).status == .contentTooLarge)
            #expect(fixture.handler.received.isEmpty)
        }
    }

    @Test(
        "only POST pushes, and only at the five routes", arguments: ["stage", "job", "reference", "webhook", "sweep"])
    func methods(path: String) async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client in
            let headers: HTTPFields = [.authorization: WorkerFixture.token]
            let get = try await client.execute(uri: "/tasks/\(path)", method: .get, headers: headers)
            #expect(get.status == .methodNotAllowed)
            #expect(try await client.push("/tasks/\(path)/more").status == .notFound)
            #expect(fixture.handler.received.isEmpty)
        }
    }

    @Test("several pushes are served at once")
    func together() async throws {
        let fixture = WorkerFixture()
        fixture.handler.waitFor(4)
        try await fixture.test { client in
            try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await client.push("/tasks/stage").status }
                }
                for try await status in group { #expect(status == .ok) }
            }
            #expect(fixture.handler.received.count == 4)
        }
    }

    @Test("health is open to all; ready waits for the start and for the stores")
    func health() async throws {
        var fixture = WorkerFixture()
        let down = OdoriError(.storeUnavailable, "no disk", .transient)
        fixture.store = FaultyDocumentStore(fixture.store, FaultPlan(throwing: down, .before, call: 2))
        try await fixture.test { [fixture] client async throws in
            func status(_ uri: String) async throws -> HTTPResponse.Status {
                try await client.execute(uri: uri, method: .get).status
            }
            #expect(try await status("/health") == .ok)
            #expect(try await status("/ready") == .serviceUnavailable)
            fixture.gate.open()
            #expect(try await status("/ready") == .serviceUnavailable)
            #expect(try await status("/ready") == .ok)
        }
    }

    @Test("what is amiss although pushes are taken stands in ready: the start, tools, paused providers")
    func degraded() async throws {
        var fixture = WorkerFixture()
        fixture.missingTools = ["ffmpeg"]
        fixture.gate.openPartly(because: "the task queue does not answer")
        let providers = ProviderRepository(store: fixture.store, clock: ManualClock())
        try await providers.pause("kling", because: "a test")
        try await fixture.test { client in
            let ready = try await client.execute(uri: "/ready", method: .get)
            #expect(ready.status == .ok)
            let body = try JSONDecoder().decode(JSONValue.self, from: Data(ready.body.readableBytesView))
            guard body["status"] == .string("degraded"), case .array(let found)? = body["degraded"] else {
                Issue.record("nothing is degraded")
                return
            }
            #expect(found.map { $0["part"] } == ["provider", "start", "tool"].map { .string($0) })
            #expect(found.map { $0["name"] } == ["kling", "start", "ffmpeg"].map { .string($0) })
            let metrics = try await client.execute(uri: "/metrics", method: .get)
            #expect(String(buffer: metrics.body).contains(#"odori_provider_paused{provider="kling"} 1"#))
            try await providers.resume("kling")
            let later = try await client.execute(uri: "/metrics", method: .get)
            #expect(String(buffer: later.body).contains(#"odori_provider_paused{provider="kling"} 0"#))
        }
    }
}
