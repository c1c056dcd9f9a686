import Foundation
import HTTPTypes
import OdoriDomain
import OdoriEgress
import OdoriTesting
import Synchronization
import Testing

@Suite("Posting webhooks", .timeLimit(.minutes(2)))
struct CurlNotifierTests {
    private func notifier(port: Int, limits: EgressLimits = .webhook) -> CurlNotifier {
        let allowed = [EgressPolicy.Exception("127.0.0.1:\(port)")].compactMap(\.self)
        return CurlNotifier(EgressPolicy(allowed: allowed), clock: HastyClock(), limits: limits)
    }

    @Test("brings body and headers, and the answer's status and Retry-After", arguments: [200, 204, 410, 429, 503])
    func answers(status: Int) async throws {
        let server = DownloadServer()
        try await server.serving { port in
            let outcome = try await notifier(port: port).post(
                Data(#"{"a":"é"}"#.utf8), to: "http://127.0.0.1:\(port)/hook/\(status)",
                headers: [("webhook-id", "msg_1"), ("webhook-signature", "v1,abc v1,def")])
            #expect(outcome == .answered(status: status, retryAfter: .seconds(7)))
        }
        let (headers, body) = try #require(server.hooks.withLock { $0.first })
        #expect(body == #"{"a":"é"}"#)
        let id = try #require(HTTPField.Name("webhook-id"))
        let signature = try #require(HTTPField.Name("webhook-signature"))
        #expect(headers[id] == "msg_1" && headers[signature] == "v1,abc v1,def")
        #expect(headers[.contentType] == "application/json" && headers[.userAgent] == "odori")
        #expect(headers[.expect] == nil)
    }

    @Test("an answer's body is not read beyond a limit, and its status counts all the same")
    func longAnswer() async throws {
        try await DownloadServer().serving { port in
            let started = ContinuousClock.now
            let outcome = try await notifier(port: port).post(
                Data("{}".utf8), to: "http://127.0.0.1:\(port)/hook/200", headers: [])
            #expect(outcome.verdict == .delivered)
            #expect(ContinuousClock.now - started < .seconds(10))
        }
    }

    @Test("nobody there, and nobody who answers, are for another time")
    func unanswered() async throws {
        let absent = try await notifier(port: 1).post(Data("{}".utf8), to: "http://127.0.0.1:1/", headers: [])
        guard case .unanswered = absent else {
            Issue.record("\(absent)")
            return
        }
        try await CountingListener.listening { listener in
            let slow = try await notifier(port: listener.port, limits: EgressLimits(total: .milliseconds(300)))
                .post(Data("{}".utf8), to: "http://127.0.0.1:\(listener.port)/", headers: [])
            #expect(slow == .unanswered("127.0.0.1 did not answer in time"))
            #expect(listener.connections == 1 && listener.bytes > 0)
        }
    }

    @Test("an address that cannot be read is refused")
    func unreadable() async throws {
        let outcome = try await notifier(port: 1).post(Data("{}".utf8), to: "ftp://example.com/", headers: [])
        guard case .refused = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }
}
