import OdoriJSON
import HTTPTypes
import HummingbirdTesting
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Testing

@Suite("A request with a key of its sender's")
struct IdempotencyTests {
    private static let body = #"{"count": 2, "options": {"apply_watermark": false}}"#

    private func run(
        _ api: APIClient,
        key: String,
        _ body: String = Self.body,
        as owner: String = APIFixture.key
    ) async throws -> Answer {
        let name = try APIFixture.require(HTTPField.Name("Idempotency-Key"))
        return try await api.send(
            .post,
            "/api/v1/pipeline/run",
            key: owner,
            headers: [.contentType: "application/json", name: key],
            body: Array(body.utf8)
        )
    }

    private func jobs(_ fixture: APIFixture) -> Int {
        fixture.documents.everything().count { $0.key.collection == "pipeline_jobs" }
    }

    @Test("sent 50 times at once makes one job and one set of tasks, and is answered 50 times alike")
    func fifty() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<50 { group.addTask { try await run(api, key: "order-7") } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.count == 50 && answers.allSatisfy { $0.status == 202 })
            #expect(Set(answers.map(\.bytes)).count == 1)
            let replayed = try APIFixture.require(HTTPField.Name("Idempotent-Replayed"))
            #expect(answers.count { $0.header(replayed) == nil } == 1)
            #expect(jobs(fixture) == 1)
            #expect(await fixture.queue.accepted.map(\.path) == ["/tasks/job"])
            let other = try await run(api, key: "order-7", #"{"count": 3}"#)
            #expect(try other.isProblem(422))
            #expect(try other.json()["code"] == .string("idempotency_key_reused"))
            #expect(jobs(fixture) == 1)
        }
    }

    @Test("is the same request in quotes, with other spaces and its members in another order")
    func sameValue() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            let first = try await run(api, key: "k")
            let second = try await run(api, key: "\"k\"", #"{ "options":{"apply_watermark":false},"count":2.0 }"#)
            #expect(first.bytes == second.bytes && jobs(fixture) == 1)
        }
    }

    @Test("is another request when another owner sends it")
    func owners() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            let mine = try await run(api, key: "k").json()["job_id"]
            let theirs = try await run(api, key: "k", as: APIFixture.otherKey)
            #expect(theirs.status == 202)
            #expect(try theirs.json()["job_id"] != mine)
        }
    }

    @Test("spends nothing when its body is not valid")
    func invalid() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            for body in [#"{"count": 0}"#, "{", #"{"count": 1, "reference_videos": ["none"]}"#] {
                #expect(try await run(api, key: "k", body).status >= 400)
            }
            #expect(try await fixture.isUntouched())
            #expect(try await run(api, key: "k").status == 202)
        }
    }

    @Test(
        "is refused when the key cannot be one",
        arguments: ["", "\"\"", "two words", String(repeating: "k", count: 256)])
    func badKey(key: String) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            #expect(try await run(api, key: key).isProblem(400))
            #expect(try await fixture.isUntouched())
        }
    }

    @Test("after the queue was down gets its task when it is sent again")
    func queueDown() async throws {
        var fixture = try await APIFixture()
        let down = OdoriError("queue_unavailable", "refused", .transient)
        fixture.faultyQueue = FaultyTaskQueue(fixture.queue, FaultPlan(throwing: down, .before, call: 1))
        try await fixture.test { [fixture] api async throws in
            #expect(try await run(api, key: "k").isProblem(503))
            #expect(try await run(api, key: "k").status == 202)
            #expect(await fixture.queue.accepted.count == 1)
            #expect(jobs(fixture) == 1)
        }
    }

    @Test("a day later is a new request")
    func expired() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            let first = try await run(api, key: "k").json()["job_id"]
            fixture.clock.advance(by: .seconds(86_401))
            #expect(try await run(api, key: "k").json()["job_id"] != first)
            #expect(jobs(fixture) == 2)
        }
    }
}
