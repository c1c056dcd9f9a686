import Foundation
import HTTPTypes
import HummingbirdTesting
import OdoriAPI
import OdoriDomain
import OdoriJSON
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Testing

@Suite("What can be done with jobs")
struct JobRouteTests {
    private func post(_ api: APIClient, _ path: String, key: String = APIFixture.key) async throws -> Answer {
        try await api.send(.post, APIClient.pipeline + path, key: key)
    }

    @Test("an estimate tells cost and time, and stores nothing")
    func estimate() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            let answer = try await api.post("/estimate", #"{"count": 3}"#)
            let golden = """
                { "success": true, "count": 3, "estimated_usd": 0, "estimated_seconds": null,
                  "estimated_duration": "15-20 minutes per character" }
                """
            #expect(try answer.json() == JSONValue(golden: golden))
            #expect(try await api.post("/estimate", #"{"count": 0}"#).isProblem(422))
            #expect(try await fixture.isUntouched())
        }
    }

    @Test("once jobs have completed here, time is told from what they took")
    func measured() async throws {
        let fixture = try await APIFixture()
        try await MeasuredJob.store(in: fixture)
        try await fixture.test { api async throws in
            let estimate = try await api.post("/estimate", #"{"count": 2}"#).json()
            #expect(estimate["estimated_duration"] == .string("2 minutes per character"))
            // Two stages of 60 s each after each other, two characters, one stage at a time.
            #expect(estimate["estimated_seconds"] == .integer(240))
            let accepted = try await api.post("/run", #"{"count": 2}"#).json()
            #expect(accepted["estimated_duration"] == .string("2 minutes per character"))
            guard case .string(let id)? = accepted["job_id"] else { return }
            let status = try await api.get("/status/\(id)").json()
            #expect(status["estimated_completion"] == .string("2026-02-07T10:04:00Z"))
        }
    }

    @Test("one character is called off by its slot")
    func cancelCharacter() async throws {
        let fixture = try await APIFixture()
        try await SampleJob.store(in: fixture, withEngines: true)
        try await fixture.test { api async throws in
            let path = "/cancel/\(APIFixture.jobID)"
            #expect(try await post(api, "\(path)/1", key: APIFixture.otherKey).isProblem(404))
            for _ in 0..<2 {
                let answer = try await post(api, "\(path)/1")
                let golden = """
                    { "success": true, "job_id": "\(APIFixture.jobID)", "status": "cancelled", "slot": 1,
                      "message": "Character cancelled", "in_flight": 0 }
                    """
                #expect(answer.status == 200)
                #expect(try answer.json() == JSONValue(golden: golden))
            }
            #expect(try await post(api, "\(path)/0").isProblem(409))
            for slot in ["2", "-1", "x", "99999999999999999999"] {
                #expect(try await post(api, "\(path)/\(slot)").isProblem(404))
            }
            let status = try await api.get("/status/\(APIFixture.jobID)").json()
            #expect(status["status"] == .string("running"))
            guard case .array(let characters)? = status["characters"] else { return }
            #expect(characters.map { $0["status"] } == [.string("completed"), .string("cancelled")])
        }
    }

    @Test("what has not failed cannot be tried again, and nobody tries another's job again")
    func retryRefused() async throws {
        let fixture = try await APIFixture()
        try await SampleJob.store(in: fixture, withEngines: true)
        try await fixture.test { api async throws in
            let path = "/retry/\(APIFixture.jobID)"
            #expect(try await post(api, path).isProblem(409))
            #expect(try await post(api, path, key: APIFixture.otherKey).isProblem(404))
            #expect(try await post(api, "\(path)/7").isProblem(404))
            #expect(try await post(api, "/retry/nothing").isProblem(404))
        }
    }

    @Test("what has failed is tried again under the next generation", arguments: ["", "/1"])
    func retry(slot: String) async throws {
        let fixture = try await APIFixture()
        try await SampleJob.store(in: fixture, status: .completed, withEngines: true, failed: true)
        try await fixture.test { api async throws in
            let answer = try await post(api, "/retry/\(APIFixture.jobID)\(slot)")
            #expect(answer.status == 202)
            #expect(try answer.json()["generation"] == .integer(1))
            #expect(try answer.json()["status"] == .string("running"))
            let tasks = await fixture.queue.accepted
            #expect(tasks.contains { $0.path == "/tasks/stage" })
            #expect(try await post(api, "/retry/\(APIFixture.jobID)\(slot)").isProblem(409))
        }
    }

    @Test("jobs are listed by the time they were accepted, and a page stays where it is while jobs come")
    func listed() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            for _ in 0..<4 {
                _ = try await api.post("/run", #"{"count": 1}"#)
                fixture.clock.advance(by: .seconds(10))
            }
            let window = "created_after=2026-02-07T10:00:10Z&created_before=2026-02-07T10:00:20Z"
            #expect(try await ids(api, "/jobs?\(window)").map { $0.suffix(1) } == ["3", "2"])
            let first = try await api.get("/jobs?limit=2").json()
            guard case .string(let token)? = first["next_page_token"] else {
                Issue.record("no token")
                return
            }
            for _ in 0..<3 { _ = try await api.post("/run", #"{"count": 1}"#) }
            #expect(try await ids(api, "/jobs?limit=9&page_token=\(token)").map { $0.suffix(1) } == ["2", "1"])
            let wrong = try await api.get("/jobs?created_after=yesterday&created_before=1&limit=0")
            #expect(try wrong.pointers() == ["/limit", "/created_after", "/created_before"])
        }
    }

    @Test("what cannot be read hides nothing else, and keeps nobody from ordering")
    func unreadable() async throws {
        let fixture = try await APIFixture()
        let broken = Data(
            """
            {"format":1,"owner":"\(APIFixture.anna.rawValue)","status":"completed","created_at":"2026-02-07T10:00:00.000Z"}
            """.utf8)
        let keys = ["pipeline_jobs", "references", "characters", "outbox"].map { DocumentKey($0, "broken") }
        try await fixture.documents.commit(keys.map { DocumentWrite(.put(json: broken), $0, if: .absent) })
        try await fixture.test { api async throws in
            #expect(try await api.post("/run", #"{"count": 1}"#).status == 202)
            #expect(try await ids(api, "/jobs").count == 1)
            for path in ["/references", "/characters", "/webhooks"] {
                #expect(try await api.get(path).status == 200, "\(path)")
            }
        }
    }

    private func ids(_ api: APIClient, _ path: String) async throws -> [String] {
        guard case .array(let jobs)? = try await api.get(path).json()["jobs"] else { return [] }
        return jobs.compactMap { if case .string(let id)? = $0["job_id"] { id } else { nil } }
    }

    @Test("the money is told operation by operation, and character by character")
    func operations() async throws {
        let fixture = try await APIFixture()
        let key = try await SampleJob.storeWithMoney(in: fixture)
        try await fixture.test { api async throws in
            let plain = try await api.get("/status/\(APIFixture.jobID)").json()
            #expect(plain["operations"] == nil)
            let status = try await api.get("/status/\(APIFixture.jobID)?include=operations").json()
            let golden = """
                [ { "key": "\(key)", "provider": "pretend", "slot": 1, "stage": "dance_0", "state": "running",
                    "provider_id": "op-1", "price_usd": 1.5 },
                  { "key": "\(key)", "provider": "pretend", "slot": 1, "stage": "dance_0", "state": "ambiguous",
                    "provider_id": null, "price_usd": 2 } ]
                """
            #expect(try status["operations"] == JSONValue(golden: golden))
            guard case .array(let characters)? = status["characters"] else { return }
            #expect(try characters[1]["cost"] == JSONValue(golden: #"{"reserved_usd": 1.5, "spent_usd": 2}"#))
            #expect(try characters[0]["cost"] == JSONValue(golden: #"{"reserved_usd": 0, "spent_usd": 0}"#))
            #expect(try await api.get("/status/\(APIFixture.jobID)?include=secrets").isProblem(422))
        }
    }
}
