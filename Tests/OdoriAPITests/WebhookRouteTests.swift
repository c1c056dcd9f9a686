import OdoriJSON
import Foundation
import HTTPTypes
import OdoriDomain
import OdoriJobs
import OdoriPorts
import OdoriTesting
import Testing

@Suite("Webhooks over HTTP")
struct WebhookRouteTests {
    private static let order = #"{"count": 1, "webhook_url": "https://hooks.example/odori"}"#

    /// A cancelled job's event.
    private func event(_ fixture: APIFixture, _ client: APIClient) async throws -> String {
        #expect(try await client.post("/run", Self.order).status == 202)
        #expect(try await client.post("/cancel/\(APIFixture.jobID)", "").status == 200)
        let page = try await client.get("/webhooks?job_id=\(APIFixture.jobID)").json()
        guard case .array(let events)? = page["webhooks"], case .string(let id)? = events.first?["id"] else {
            Issue.record("no event")
            return ""
        }
        #expect(events.count == 1 && events.first?["type"] == .string("job.cancelled"))
        #expect(events.first?["status"] == .string("pending") && events.first?["attempts"] == .array([]))
        return id
    }

    @Test("a cancel makes its event, whose task stands in the queue of notices")
    func cancel() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { client in
            let id = try await event(fixture, client)
            let task = try #require(await fixture.queue.accepted.first { $0.queue == .notify })
            #expect(task.path == "/tasks/webhook" && task.id.contains(id))
            #expect(try await client.get("/webhooks/\(id)").json()["id"] == .string(id))
        }
    }

    @Test("a replay orders another task; nobody sees or replays what is another's")
    func replay() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { client in
            let id = try await event(fixture, client)
            for path in ["/webhooks/\(id)", "/webhooks/msg_0", "/webhooks/x"] {
                #expect(try await client.get(path, key: APIFixture.otherKey).status == 404)
            }
            #expect(try await client.post("/webhooks/\(id)/replay", "", key: APIFixture.otherKey).status == 404)
            let others = try await client.get("/webhooks", key: APIFixture.otherKey).json()
            #expect(others["webhooks"] == .array([]))
            #expect(try await client.post("/webhooks/\(id)/replay", "").status == 202)
            #expect(await fixture.queue.accepted.count { $0.queue == .notify } == 2)
        }
    }

    @Test(
        "a query that cannot be answered is refused by name",
        arguments: [
            ("job_id=x", "/job_id"), ("status=lost", "/status"), ("limit=0", "/limit"), ("limit=101", "/limit"),
            ("page_token=x", "/page_token"),
        ])
    func queries(query: String, pointer: String) async throws {
        try await APIFixture().test { client in
            let answer = try await client.get("/webhooks?\(query)")
            #expect(answer.status == 422)
            #expect(try answer.pointers() == [pointer])
        }
    }
}
