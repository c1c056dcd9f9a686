import Foundation
import NIOHTTP1
import OdoriDomain
import OdoriFakes
import OdoriPorts
import OdoriProviderHTTP
import OdoriTesting
import Testing

@testable import OdoriGemini

@Suite("Gemini's ways of failing", .timeLimit(.minutes(2)))
struct FailureTests {
    @Test("a quota of the minute sends the call to the next key, and back when the key has rested")
    func rotation() async throws {
        try await FakeProviders.running(gemini: #"{"script": {"1": "quota_minute"}, "retry_delay_seconds": 34}"#) {
            fake in
            try await Desk.working(at: fake.base) { desk in
                _ = try await desk.writer.write(Desk.brief)
                _ = try await desk.writer.write(Desk.brief)
                desk.clock.advance(by: .seconds(35))
                _ = try await desk.writer.write(Desk.brief)
                let calls = try await fake.geminiBooks().calls
                #expect(calls.map(\.status) == [429, 200, 200, 200] && calls.map(\.key) == [0, 1, 1, 0])
            }
        }
    }

    @Test("a quota of the day stops the key until tomorrow; with no other key the work waits until then")
    func tomorrow() async throws {
        let faults = #"{"exhausted_keys": ["\#(FakeProviders.geminiKeys[0])", "\#(FakeProviders.geminiKeys[1])"]}"#
        try await FakeProviders.running(gemini: faults) { fake in
            try await Desk.working(at: fake.base) { desk in
                // 2026-02-07T10:00:00Z is two o'clock at night in California.
                for _ in 0..<2 {
                    let error = try await failure { try await desk.writer.write(Desk.brief) }
                    guard case .throttled(let wait?) = error.kind else { throw error }
                    #expect(wait > .seconds(22 * 3600) && wait < .seconds(22 * 3600 + 120) && error.price == 0)
                }
                #expect(try await fake.geminiBooks().calls.count == 2, "each key was asked once")
                try await fake.setGeminiFaults(#"{"exhausted_keys": []}"#)
                desk.clock.advance(by: .seconds(22 * 3600 + 120))
                _ = try await desk.writer.write(Desk.brief)
            }
        }
    }

    @Test("a key that is revoked in the middle is left for the next; with none left the reason is told, but no key")
    func revoked() async throws {
        try await FakeProviders.running { fake in
            try await Desk.working(at: fake.base) { desk in
                _ = try await desk.writer.write(Desk.brief)
                try await fake.setGeminiFaults(#"{"revoked_keys": ["\#(FakeProviders.geminiKeys[0])"]}"#)
                _ = try await desk.writer.write(Desk.brief)
                #expect(try await fake.geminiBooks().calls.map(\.key) == [0, 1])
                try await fake.setGeminiFaults(
                    #"{"revoked_keys": ["\#(FakeProviders.geminiKeys[0])", "\#(FakeProviders.geminiKeys[1])"]}"#)
                let error = try await failure { try await desk.writer.write(Desk.brief) }
                #expect(error.code == .providerRefused && error.kind == .permanent)
                for key in FakeProviders.geminiKeys { #expect(!"\(error)".contains(key)) }
            }
        }
    }

    @Test("what the provider did not do is tried again later, and costs nothing", arguments: [500, 503])
    func busy(status: Int) async throws {
        try await FakeProviders.running(gemini: #"{"script": {"1": "error"}, "error_status": \#(status)}"#) { fake in
            try await Desk.working(at: fake.base) { desk in
                let error = try await failure { try await desk.writer.write(Desk.brief) }
                #expect(error.code == .providerUnavailable && error.kind == .transient && error.price == 0)
                #expect(try await fake.geminiBooks().billed == 0)
            }
        }
    }

    @Test(
        "what it may have done is a lost answer, and never asked for again by itself",
        arguments: ["lose_reply", "lose_request", "garbage"])
    func lost(fault: String) async throws {
        try await FakeProviders.running(gemini: #"{"script": {"1": "\#(fault)"}}"#) { fake in
            try await Desk.working(at: fake.base) { desk in
                let error = try await failure { try await desk.draw(.animeImage) }
                #expect(error.code == .answerLost, "\(error)")
                #expect(try await fake.geminiBooks().calls.count == 1)
            }
        }
    }

    @Test("an answer that takes too long is lost as well")
    func slow() async throws {
        try await FakeProviders.running(gemini: #"{"delay_ms": 5000}"#) { fake in
            try await Desk.working(at: fake.base, deadline: .milliseconds(500)) { desk in
                let error = try await failure { try await desk.writer.write(Desk.brief) }
                #expect(error.code == .answerLost)
            }
        }
    }

    @Test("a server that cannot be reached was sent nothing")
    func unreachable() async throws {
        try await Desk.working(at: "http://127.0.0.1:9") { desk in
            let error = try await failure { try await desk.draw(.animeImage) }
            #expect(error.code == .providerUnavailable && error.kind == .transient && error.price == 0)
        }
    }

    @Test("a model that is gone is a refusal that names it")
    func unknownModel() async throws {
        let model = GeminiConfiguration.Model(id: "gemini-9", tariff: .each(40_000))
        try await FakeProviders.running { fake in
            try await Desk.working(at: fake.base, text: model) { desk in
                let error = try await failure { try await desk.writer.write(Desk.brief) }
                #expect(error.code == .providerRefused && error.kind == .permanent)
                #expect(error.message.contains("gemini-9"))
            }
        }
    }

    @Test("errors are read alone and in a list; durations and quotas are understood or left alone")
    func reading() throws {
        let pass = GeminiPass(proof: .key(GeminiKey("secret-key"), 0))
        let now = Timestamp(seconds: 1_770_458_400)
        func failure(_ json: String, headers: HTTPHeaders = [:]) -> GeminiFailure? {
            let answer = ProviderAnswer(status: 429, headers: headers, body: Data(json.utf8))
            return GeminiFailure(answer, hiding: pass, now: now)
        }
        let plain = failure(#"{"error": {"code": 429, "message": "no secret-key\u0007", "status": "X"}}"#)
        #expect(plain?.message == "no (hidden) " && plain?.quotaRest == .seconds(30))
        let wrapped = failure(#"[{"error": {"details": [{"retryDelay": "55.57s"}, {"violations": [{}]}]}}]"#)
        #expect(wrapped?.quotaRest == .milliseconds(55_570))
        let strange = failure(#"{"error": {"details": [{"retryDelay": "soon"}]}}"#)
        #expect(strange?.quotaRest == .seconds(30))
        #expect(failure("<html>") == nil)
        let later: HTTPHeaders = [
            "Date": "Sat, 07 Feb 2026 09:59:00 GMT", "Retry-After": "Sat, 07 Feb 2026 09:59:20 GMT",
        ]
        #expect(failure(#"{"error": {}}"#, headers: later)?.quotaRest == .seconds(20), "by the vendor's own clock")
        #expect(failure(#"{"error": {}}"#, headers: ["Retry-After": "7"])?.quotaRest == .seconds(7))
    }

    @Test(
        "the vendor's day ends at midnight in California, in summer and in winter",
        arguments: [
            ("2026-02-07T10:00:00Z", 22 * 3600), ("2026-07-07T10:00:00Z", 21 * 3600), ("2026-02-07T07:59:00Z", 60),
            ("2026-02-07T08:00:00Z", 24 * 3600),
        ] as [(String, Int64)])
    func day(now: String, seconds: Int64) throws {
        #expect(QuotaDay.rest(at: try #require(Timestamp(rfc3339: now))) == .seconds(seconds + 60))
    }
}
