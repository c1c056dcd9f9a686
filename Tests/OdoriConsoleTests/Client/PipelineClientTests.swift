import Foundation
import HTTPTypes
import OdoriConsole
import OdoriDomain
import SystemPackage
import Testing

@Suite("The API's client")
struct PipelineClientTests {
    private static let accepted = """
        {"success": true, "job_id": "550e8400-e29b-41d4-a716-446655440000", "status": "queued", "message": "…"}
        """

    @Test("an order is posted as the plan's request, with the key")
    func run() async throws {
        let api = PretendAPI(Self.accepted, status: .accepted)
        let answer = try await api.running { base in
            let order = JobOrder(count: 2, styleID: "city_pop", options: .init(generateVariants: false), seed: 7)
            return try await PipelineClient(base: base + "/", key: "secret").run(order)
        }
        #expect(answer.value.jobID == "550e8400-e29b-41d4-a716-446655440000")
        #expect(String(decoding: answer.body, as: UTF8.self) == Self.accepted)
        let seen = try #require(api.seen.first)
        #expect(seen.method == "POST")
        #expect(seen.path == "/api/v1/pipeline/run")
        #expect(seen.authorization == "Bearer secret")
        #expect(seen.contentType == "application/json")
        let options = #"{"apply_watermark":true,"create_soundtracks":true,"generate_variants":false}"#
        #expect(
            seen.body
                == #"{"count":2,"options":\#(options),"reference_videos":[],"seed":7,"style_id":"city_pop"}"#
        )
    }

    @Test("a status is read with its stages, and what is unknown is passed over")
    func status() async throws {
        let api = PretendAPI(
            """
            {"job_id": "j", "status": "running", "created_at": "2026-02-07T10:00:00Z", "novelty": [1],
             "progress": {"total": 1, "percent_complete": 45, "current_stage": "dance_generation"},
             "characters": [{"slot": 0, "status": "running", "name": "Mio", "stages": {
                "dance_0": {"status": "running", "attempts": 2, "progress": 0.5, "started_at": "2026-02-07T10:00:01.000Z"},
                "later_thing": {"status": "blocked"}}}]}
            """
        )
        let job = try await api.running { try await PipelineClient(base: $0, key: nil).status(of: "j/1") }.value
        #expect(api.seen.first?.path == "/api/v1/pipeline/status/j%2F1")
        #expect(api.seen.first?.authorization == nil)
        #expect(job.progress.percentComplete == 45)
        #expect(job.characters.first?.stages[.dance(0)]?.progress == 0.5)
        #expect(job.characters.first?.stages[StageID(rawValue: "later_thing")]?.status == .blocked)
    }

    @Test("a page of jobs is asked for with filter and limit")
    func jobs() async throws {
        let api = PretendAPI(#"{"jobs": [], "next_page_token": null}"#)
        let jobs = try await api.running {
            try await PipelineClient(base: $0, key: nil).jobs(JobFilter(status: .running), PageChoice(limit: 5))
        }
        #expect(jobs.value.jobs.isEmpty)
        #expect(api.seen.first?.query == "limit=5&status=running")
    }

    @Test("jobs and single characters are called off and tried again, and characters listed, where the API has them")
    func addresses() async throws {
        let api = PretendAPI([
            .init(body: #"{"job_id": "j", "status": "cancelled", "in_flight": 2}"#),
            .init(status: .accepted, body: #"{"job_id": "j", "status": "running"}"#),
            .init(body: #"{"characters": [], "next_page_token": "t"}"#),
            .init(body: #"{"count": 2, "estimated_usd": 1.5, "estimated_duration": "9 minutes per character"}"#),
        ])
        let (cancelled, page, estimate) = try await api.running { base in
            let client = PipelineClient(base: base, key: nil)
            let cancelled = try await client.cancel("j", slot: 3).value
            _ = try await client.retry("j")
            let page = try await client.characters(PageChoice(limit: 2, token: "a=b")).value
            return (cancelled, page, try await client.estimate(JobOrder(count: 2)).value)
        }
        #expect(cancelled.inFlight == 2 && page.nextPageToken == "t")
        #expect(estimate.lines == ["at most $1.5", "9 minutes per character"])
        let paths = ["cancel/j/3", "retry/j", "characters", "estimate"].map { "/api/v1/pipeline/\($0)" }
        #expect(api.seen.map(\.path) == paths && api.seen[2].query == "limit=2&page_token=a%3Db")
    }

    @Test("a video is sent whole, with what its sender vouches for")
    func upload() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending("my dance.mp4")
            let bytes = String(repeating: "0123456789", count: 100_000)
            try file.write(bytes)
            let api = PretendAPI(#"{"id": "r1", "status": "ingesting"}"#, status: .accepted)
            let upload = ReferenceUpload(file: file, title: "A & B", rights: "owned", adultsOnly: true)
            let added = try await api.running { try await PipelineClient(base: $0, key: "k").addReference(upload) }
            #expect(added.value.status == .ingesting)
            let seen = try #require(api.seen.first)
            #expect(seen.path == "/api/v1/pipeline/references")
            #expect(seen.query == "title=A%20%26%20B&file_name=my%20dance.mp4&rights=owned&adults_only=true")
            #expect(seen.contentType == "video/mp4")
            #expect(seen.body == bytes)
        }
    }

    @Test("a file that is not there is one sentence")
    func missingFile() async throws {
        let upload = ReferenceUpload(file: "/no/such.mp4", title: nil, rights: "owned", adultsOnly: true)
        let problem = try await #require(throws: ClientProblem.self) {
            try await PipelineClient(base: "http://127.0.0.1:1", key: nil).addReference(upload)
        }
        #expect(problem.description.hasPrefix("/no/such.mp4 cannot be read"))
    }

    @Test(
        "a refusal says what the API said, field by field",
        arguments: [
            (
                422,
                #"{"title":"t","detail":"the request is not valid","errors":[{"pointer":"/count","detail":"is 0"}]}"#,
                "The API refused (422): the request is not valid\n  /count is 0", false
            ),
            (404, #"{"success":false,"error":"no such job"}"#, "The API refused (404): no such job", false),
            (503, "busy", "The API answered with status 503.", true),
            (401, "{}", "The API does not accept the key", false),
        ]
    )
    func refusals(status: Int, body: String, sentence: String, isPassing: Bool) async throws {
        let api = PretendAPI(body, status: .init(code: status))
        let problem = try await api.running { base in
            try await #require(throws: ClientProblem.self) {
                try await PipelineClient(base: base, key: nil).cancel("j")
            }
        }
        #expect(problem.description.hasPrefix(sentence))
        #expect(problem.isPassing == isPassing)
    }

    @Test("a server that is not up is one sentence that says how to start it")
    func notUp() async throws {
        let port = try LocalPort.free(1)[0]
        let problem = try await #require(throws: ClientProblem.self) {
            try await PipelineClient(base: "http://127.0.0.1:\(port)", key: nil).references()
        }
        #expect(
            problem.description == "The API does not answer at http://127.0.0.1:\(port) (connection refused); "
                + "start it with `make up` or name another with --url."
        )
        #expect(problem.isPassing)
    }
}
