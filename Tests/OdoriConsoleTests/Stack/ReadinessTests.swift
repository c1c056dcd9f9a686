import HTTPTypes
import Testing

@testable import OdoriConsole

@Suite("Asking a server whether it is ready")
struct ReadinessTests {
    @Test("ready, ready with something amiss, not ready and silent are told apart")
    func answers() async throws {
        let amiss = """
            {"status": "degraded", "degraded": [{"part": "provider", "name": "kling", "since": "2026-02-07T10:00:00.000Z", \
            "detail": "its calls fail"}]}
            """
        #expect(try await ask(#"{"status": "ready"}"#) == .ready)
        #expect(try await ask(amiss) == .degraded(["provider kling: its calls fail"]))
        #expect(
            try await PretendAPI("", status: .serviceUnavailable).running { await Readiness.ask($0) }
                == .notReady(status: 503))
        #expect(await Readiness.ask("http://127.0.0.1:9") == .silent)
    }

    @Test("a server that serves although something is amiss is not waited for any longer")
    func serving() async throws {
        #expect(Readiness.Answer.ready.isServing && Readiness.Answer.degraded(["x"]).isServing)
        #expect(!Readiness.Answer.notReady(status: 503).isServing && !Readiness.Answer.silent.isServing)
    }

    private func ask(_ body: String) async throws -> Readiness.Answer {
        try await PretendAPI(body).running { await Readiness.ask($0) }
    }
}
