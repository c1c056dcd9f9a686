import OdoriJSON
import HTTPTypes
import OdoriDomain
import OdoriJobs
import OdoriPorts
import OdoriTesting
import Testing

@Suite("When something behind the API is down")
struct UnavailableTests {
    private static let down = OdoriError(.storeUnavailable, "secret-host refused", .transient)

    @Test(
        "a store that does not answer is a 503 with Retry-After, which tells nothing of the inside",
        arguments: [
            ("GET", "/status/\(APIFixture.jobID)"), ("GET", "/jobs"), ("POST", "/cancel/\(APIFixture.jobID)"),
            ("POST", "/run"), ("GET", "/references"),
        ]
    )
    func store(method: String, path: String) async throws {
        var fixture = try await APIFixture()
        fixture.store = FaultyDocumentStore(fixture.documents, FaultPlan(throwing: Self.down, .before, call: 1))
        try await fixture.test { api in
            let method = try APIFixture.require(HTTPRequest.Method(method))
            let answer = try await api.send(
                method,
                APIClient.pipeline + path,
                headers: [.contentType: "application/json"],
                body: Array(#"{"count": 1}"#.utf8)
            )
            #expect(try answer.isProblem(503))
            #expect(answer.header(.retryAfter) == "2")
            #expect(try answer.json()["code"] == .string("store_unavailable"))
            #expect(!String(decoding: answer.bytes, as: UTF8.self).contains("secret-host"))
        }
    }

    @Test("a queue that does not answer is a 503 with Retry-After")
    func queue() async throws {
        var fixture = try await APIFixture()
        fixture.faultyQueue = FaultyTaskQueue(fixture.queue, FaultPlan(throwing: Self.down, .before, call: 1))
        try await fixture.test { api in
            let answer = try await api.post("/run", #"{"count": 1}"#)
            #expect(try answer.isProblem(503))
            #expect(answer.header(.retryAfter) == "2")
        }
    }

    @Test("what nobody foresaw is a 500 that tells nothing of the inside")
    func unforeseen() async throws {
        struct Surprise: Error {
            var secret = "hush"
        }
        var fixture = try await APIFixture()
        fixture.store = FaultyDocumentStore(fixture.documents, FaultPlan(throwing: Surprise(), .before, call: 1))
        try await fixture.test { api in
            let answer = try await api.get("/jobs")
            #expect(try answer.isProblem(500))
            #expect(!String(decoding: answer.bytes, as: UTF8.self).contains("hush"))
        }
    }

    @Test("health asks nobody; ready asks both stores")
    func health() async throws {
        var fixture = try await APIFixture()
        fixture.store = FaultyDocumentStore(fixture.documents, FaultPlan(throwing: Self.down, .before, call: 1))
        fixture.objectStore = FaultyObjectStore(fixture.objects, FaultPlan(throwing: Self.down, .before, call: 1))
        try await fixture.test { api in
            #expect(try await api.send(.get, "/health", key: nil).status == 200)
            #expect(try await api.send(.get, "/ready", key: nil).isProblem(503))
            #expect(try await api.send(.get, "/ready", key: nil).isProblem(503))
            let ready = try await api.send(.get, "/ready", key: nil)
            #expect(ready.status == 200)
            #expect(try ready.json() == .object(["status": .string("ready")]))
        }
    }

    @Test("a paused provider and a queue that is not there are told, and requests are served all the same")
    func degraded() async throws {
        var fixture = try await APIFixture()
        let providers = ProviderRepository(store: fixture.documents, clock: fixture.clock)
        let since = fixture.clock.now
        try await providers.pause("kling", because: "the bill is looked into")
        fixture.faultyQueue = ComplainingQueue(complaint: "odori-media does not exist")
        try await fixture.test { api in
            let ready = try await api.send(.get, "/ready", key: nil)
            #expect(ready.status == 200)
            let body = try ready.json()
            #expect(body["status"] == .string("degraded"))
            guard case .array(let found)? = body["degraded"] else {
                Issue.record("nothing is degraded")
                return
            }
            #expect(found.map { $0["part"] } == [.string("provider"), .string("queue")])
            #expect(found[0]["name"] == .string("kling"))
            #expect(found[0]["since"] == .string(since.rfc3339))
            #expect(found[1]["detail"] == .string("odori-media does not exist"))
        }
        try await providers.resume("kling")
        fixture.faultyQueue = nil
        try await fixture.test { api in
            let ready = try await api.send(.get, "/ready", key: nil)
            #expect(try ready.json() == .object(["status": .string("ready")]))
        }
    }
}

/// Takes tasks, but something is wrong with it.
struct ComplainingQueue: TaskQueue {
    let complaint: String

    func enqueue(_ task: QueuedTask) async throws {}

    func complaint() async -> String? { complaint }
}
