import OdoriJSON
import OdoriLocal
import OdoriTesting
import Foundation
import HTTPTypes
import OdoriDomain
import OdoriJobs
import OdoriPorts
import Testing

@Suite("The plan's shapes")
struct PlanShapesTests {
    @Test("an accepted job is answered word for word, with its documents and its task in place")
    func run() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let answer = try await api.post("/run", Golden.planRequest)
            #expect(answer.status == 202)
            #expect(try answer.json() == JSONValue(golden: Golden.runAnswer))
            #expect(answer.header(.location) == "/api/v1/pipeline/status/\(APIFixture.jobID)")
            let tasks = await fixture.queue.accepted
            #expect(tasks.map(\.path) == ["/tasks/job"])
            let id = try APIFixture.require(JobID(rawValue: APIFixture.jobID))
            let stored = try await fixture.documents.get([.job(id), .steps(id), .ledger(id)])
            #expect(stored.allSatisfy { $0 != nil })
        }
    }

    @Test("a queued job's status has every field of the plan, null where nothing is known yet")
    func queued() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            _ = try await api.post("/run", #"{"count": 2}"#)
            let answer = try await api.get("/status/\(APIFixture.jobID)")
            #expect(answer.status == 200)
            #expect(try answer.json() == JSONValue(golden: Golden.queuedStatus))
            #expect(answer.header(.contentType) == "application/json; charset=utf-8")
            #expect(answer.header(.cacheControl) == "no-store")
        }
    }

    @Test("a running job's status shows its characters, its stages, its results and a link beside each file")
    func running() async throws {
        let fixture = try await APIFixture()
        try await SampleJob.store(in: fixture)
        try await fixture.test { api in
            let answer = try await api.get("/status/\(APIFixture.jobID)")
            #expect(try answer.json() == JSONValue(golden: Golden.runningStatus))
        }
    }

    @Test("without links the same fields are null")
    func noLinks() async throws {
        var fixture = try await APIFixture()
        fixture.hasLinks = false
        try await SampleJob.store(in: fixture)
        try await fixture.test { [fixture] api in
            let answer = try await api.get("/status/\(APIFixture.jobID)")
            #expect(fixture.hasLinks == false)
            #expect(!String(decoding: answer.bytes, as: UTF8.self).contains("http"))
            guard case .array(let results)? = try answer.json()["results"] else {
                Issue.record("no results")
                return
            }
            #expect(results.first?["assets"]?["links"]?["poster"] == .null)
            #expect(results.first?["assets"]?["links"]?["dances"] == .array([.null]))
        }
    }

    @Test("jobs are listed newest first, page by page, by status")
    func list() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            for _ in 0..<5 {
                _ = try await api.post("/run", #"{"count": 1}"#)
                fixture.clock.advance(by: .seconds(1))
            }
            var seen: [String] = []
            var token = ""
            repeat {
                let page = try await api.get("/jobs?status=queued&limit=2\(token)").json()
                guard case .array(let jobs)? = page["jobs"] else { return }
                seen += jobs.compactMap { if case .string(let id)? = $0["job_id"] { id } else { nil } }
                if case .string(let next)? = page["next_page_token"] {
                    token = "&page_token=\(next)"
                } else {
                    #expect(page["next_page_token"] == .null)
                    token = ""
                }
            } while !token.isEmpty
            #expect(seen.count == 5 && Set(seen).count == 5)
            #expect(seen == seen.sorted(by: >))
            let none = try await api.get("/jobs?status=completed").json()
            #expect(none == .object(["jobs": .array([]), "next_page_token": .null]))
        }
    }

    @Test("a cancel is answered, may come twice, and shows in the status")
    func cancel() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            _ = try await api.post("/run", #"{"count": 1}"#)
            for _ in 0..<2 {
                let answer = try await api.send(.post, "/api/v1/pipeline/cancel/\(APIFixture.jobID)")
                #expect(answer.status == 200)
                #expect(try answer.json() == JSONValue(golden: Golden.cancelAnswer))
            }
            let status = try await api.get("/status/\(APIFixture.jobID)").json()
            #expect(status["status"] == .string("cancelled"))
            #expect(status["completed_at"] == .string("2026-02-07T10:00:00Z"))
        }
    }

    @Test("a job that has ended by itself cannot be cancelled", arguments: [JobStatus.completed, .failed])
    func cancelEnded(status: JobStatus) async throws {
        let fixture = try await APIFixture()
        try await SampleJob.store(in: fixture, status: status)
        try await fixture.test { api in
            let answer = try await api.send(.post, "/api/v1/pipeline/cancel/\(APIFixture.jobID)")
            #expect(try answer.isProblem(409))
        }
    }

    @Test("a missing key is answered as the plan says")
    func unauthorized() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let id = try APIFixture.require(HTTPField.Name("X-Request-ID"))
            let answer = try await api.send(.get, "/api/v1/pipeline/jobs", key: nil, headers: [id: "mine.1"])
            #expect(try answer.json() == JSONValue(golden: Golden.unauthorized))
        }
    }
}
