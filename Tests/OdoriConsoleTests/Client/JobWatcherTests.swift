import HTTPTypes
import OdoriConsole
import OdoriDomain
import Synchronization
import Testing

@Suite("Watching a job")
struct JobWatcherTests {
    private func status(_ status: String, _ stage: String) -> PretendAPI.Prepared {
        PretendAPI.Prepared(
            body: """
                {"job_id": "j", "status": "\(status)", "created_at": "2026-02-07T10:00:00Z",
                 "characters": [{"slot": 0, "status": "running", "stages": {"concept": {"status": "\(stage)"}}}]}
                """
        )
    }

    private final class Tape: Sendable {
        let text = Mutex("")
    }

    @Test("goes on through an API that is away for a moment, and ends with the job")
    func follow() async throws {
        let api = PretendAPI([
            status("running", "running"), .init(status: .serviceUnavailable, body: "{}"),
            status("running", "completed"),
            status("completed", "completed"),
        ])
        let tape = Tape()
        let screen = Screen(isInteractive: false) { text in tape.text.withLock { $0 += text } }
        let last = try await api.running { base in
            let client = PipelineClient(base: base, key: nil)
            return try await JobWatcher(client: client, screen: screen, period: .milliseconds(1)).follow("j")
        }
        #expect(last.value.status == .completed)
        let lines = tape.text.withLock { $0 }.split(separator: "\n").map { $0.drop { $0 != " " } }
        #expect(
            lines == [
                "  character 1  concept begins", "  job j running (0%)", "  character 1  concept completed",
                "  job j completed (0%)",
            ]
        )
    }

    @Test("a job that does not exist is told at once")
    func unknown() async throws {
        let api = PretendAPI(#"{"error": "no such job"}"#, status: .notFound)
        let problem = try await api.running { base in
            let watcher = JobWatcher(client: PipelineClient(base: base, key: nil), screen: Screen(isInteractive: false))
            return try await #require(throws: ClientProblem.self) { try await watcher.follow("j") }
        }
        #expect(problem.description == "The API refused (404): no such job")
    }

    @Test("an API that stays away ends the watching")
    func away() async throws {
        let api = PretendAPI("{}", status: .serviceUnavailable)
        try await api.running { base in
            let watcher = JobWatcher(
                client: PipelineClient(base: base, key: nil),
                screen: Screen(isInteractive: false),
                period: .milliseconds(1),
                patience: .milliseconds(20)
            )
            await #expect(throws: ClientProblem.self) { try await watcher.follow("j") }
        }
    }
}
