import Foundation
import OdoriConsole
import Testing

@Suite("A job's story")
struct StoryTests {
    private static let body = """
        {"job_id": "j1", "status": "completed", "created_at": "2026-02-07T10:00:00Z", "started_at": "2026-02-07T10:00:01Z",
         "completed_at": "2026-02-07T10:02:05Z", "cost": {"estimated_usd": 2, "reserved_usd": 0, "spent_usd": 1.51, "ambiguous_operations": 0},
         "characters": [{"slot": 0, "status": "completed", "name": "Mio", "stages": {
            "dance_0": {"status": "completed", "attempts": 1, "started_at": "2026-02-07T10:00:10.000Z",
                        "completed_at": "2026-02-07T10:01:58.500Z", "error": {"code": "store_unavailable", "message": "gone"}},
            "concept": {"status": "completed", "attempts": 0, "started_at": "2026-02-07T10:00:01.000Z", "completed_at": "2026-02-07T10:00:02.200Z"},
            "music": {"status": "failed", "attempts": 5, "started_at": "2026-02-07T10:00:10.000Z", "completed_at": "2026-02-07T10:01:00.000Z",
                      "error": {"code": "provider_failed", "message": "no"}},
            "publish": {"status": "blocked", "attempts": 0}}}],
         "operations": [{"key": "k", "provider": "kling", "slot": 0, "stage": "dance_0", "state": "succeeded", "provider_id": "t9", "price_usd": 1.51}]}
        """

    @Test("a time line has every stage that began, in order, with what it took and cost")
    func lines() throws {
        let lines = Story(try JSONDecoder().decode(StoryAnswer.self, from: Data(Self.body.utf8))).lines
        #expect(lines.count == 6)
        #expect(lines[0] == "j1 accepted 2026-02-07T10:00:00.000Z: 0 Mio, completed")
        #expect(lines[2].contains("+0:01") && lines[2].contains("concept") && lines[2].contains("1.2 s"))
        #expect(lines[3].contains("dance_0") && lines[3].contains("108.5 s") && lines[3].contains("$1.5100"))
        #expect(lines[3].hasSuffix("kling t9"))
        #expect(lines[4].contains("failed: provider_failed") && lines[4].contains("  5"))
        #expect(lines[5] == "completed after 2:05, spent $1.5100")
    }

    @Test("what went wrong on the way is no outcome of a stage that was completed")
    func recovered() throws {
        let lines = Story(try JSONDecoder().decode(StoryAnswer.self, from: Data(Self.body.utf8))).lines
        #expect(!lines.joined().contains("store_unavailable"))
    }

    @Test("what a stage waits for is told in a sentence")
    func waits() throws {
        let why = "kling is paused: its calls fail since 2026-02-07T10:00:20.000Z (provider_unavailable: 503)"
        let body = """
            {"job_id": "j1", "status": "running", "created_at": "2026-02-07T10:00:00Z", "started_at": null, "completed_at": null,
             "cost": {"reserved_usd": 1.51, "spent_usd": 0}, "characters": [{"slot": 2, "status": "running", "name": null, "stages": {
                "dance_1": {"status": "waiting", "attempts": 0, "started_at": "2026-02-07T10:00:10.000Z", "completed_at": null,
                            "error": {"code": "provider_paused", "message": "\(why)"}}}}]}
            """
        let lines = Story(try JSONDecoder().decode(StoryAnswer.self, from: Data(body.utf8))).lines
        #expect(lines.contains { $0.contains("waiting: provider_paused") })
        #expect(lines.contains("2 dance_1 waits: \(why)"))
    }

    @Test("the story is asked of the API with the job's operations")
    func asked() async throws {
        let api = PretendAPI(Self.body)
        let story = try await api.running { try await PipelineClient(base: $0, key: nil).story(of: "j1") }
        #expect(story.value.operations?.first?.provider == "kling")
        #expect(api.seen.first?.path.hasSuffix("/status/j1") == true)
        #expect(api.seen.first?.query == "include=operations")
    }
}
