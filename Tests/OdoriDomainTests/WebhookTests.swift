import OdoriJSON
import Foundation
import OdoriDomain
import Testing

@Suite("Webhooks as data")
struct WebhookTests {
    @Test("a schedule reads durations with their units, and refuses everything else")
    func schedules() throws {
        let schedule = try #require(WebhookSchedule("0s, 5s,5m,1.5h,250ms"))
        #expect(
            schedule.pauses == [.zero, .seconds(5), .seconds(300), .seconds(5400), .milliseconds(250)])
        #expect((75 * 3600.0...76 * 3600).contains(WebhookSchedule.standard.total.inSeconds))
        for text in ["", "5", "5s,", "s", "-5s", "5d", "1e3s", "700h", String(repeating: "1s,", count: 50) + "1s"] {
            #expect(WebhookSchedule(text) == nil, "\(text)")
        }
    }

    @Test("pauses are up to a tenth longer, the same for the same event")
    func spread() throws {
        let schedule = try #require(WebhookSchedule("100s"))
        let ids = (0..<50).compactMap { WebhookID(rawValue: "msg_\(hexSHA256(Data("\($0)".utf8)).prefix(32))") }
        let pauses = ids.compactMap { schedule.pause(before: 0, of: $0)?.inSeconds }
        #expect(pauses.allSatisfy { (100...110).contains($0) } && Set(pauses).count > 40)
        #expect(pauses == ids.compactMap { schedule.pause(before: 0, of: $0)?.inSeconds })
        #expect(schedule.pause(before: 1, of: try #require(ids.first)) == nil)
    }

    @Test("a signature covers every byte of the body")
    func signature() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let id = try #require(WebhookID(rawValue: "msg_0123456789abcdef0123456789abcdef"))
        let body = Data(#"{"test": 2432232314}"#.utf8)
        let made = secret.signature(of: body, id: id, at: Timestamp(seconds: 1_614_265_330))
        #expect(made.hasPrefix("v1,") && made.utf8.count == 47)
        #expect(made != secret.signature(of: body + [0], id: id, at: Timestamp(seconds: 1_614_265_330)))
    }

    @Test(
        "a secret has 24 to 64 bytes",
        arguments: [
            (23, false), (24, true), (64, true), (65, false),
        ])
    func secrets(bytes: Int, isRead: Bool) {
        #expect((WebhookSecret(WebhookSecret.text(Data(count: bytes))) != nil) == isRead)
        #expect(WebhookSecret("whsec_%%%") == nil && WebhookSecret("") == nil)
    }

    @Test(
        "what an answer means",
        arguments: [
            (200, DeliveryOutcome.Verdict.delivered), (204, .delivered), (299, .delivered), (410, .gone),
            (429, .again("the receiver answered 429", retryAfter: nil)),
            (400, .again("the receiver answered 400", retryAfter: nil)),
            (500, .again("the receiver answered 500", retryAfter: nil)),
            (301, .failed("the receiver redirects, which is not followed")),
        ])
    func verdicts(status: Int, verdict: DeliveryOutcome.Verdict) {
        #expect(DeliveryOutcome.answered(status: status, retryAfter: nil).verdict == verdict)
    }

    @Test("a worker that dies eight times while delivering ends the event, and an interruption does not count")
    func silence() throws {
        var event = try Self.event()
        var now = event.createdAt
        for _ in 0..<20 {
            guard case .attempt(let lease) = event.take(check: event.check, now: now, for: .seconds(45)) else {
                Issue.record("not taken")
                return
            }
            event.finish(.interrupted, epoch: lease.epoch, took: .zero, schedule: .standard, now: now)
        }
        #expect(event.status == .pending && event.round.silent == 0)
        for _ in 0..<OutboxDocument.silenceLimit {
            #expect(event.status == .pending)
            _ = event.take(check: event.check, now: now, for: .seconds(45))
            now = now + .seconds(120)
            event.revive(dueBefore: now - .seconds(60), now: now)
        }
        #expect(event.status == .failed && event.dueAt == nil)
        #expect(event.attempts.count <= 50)
    }

    @Test("an attempt that lost its lease changes nothing")
    func fenced() throws {
        var event = try Self.event()
        let now = event.createdAt
        guard case .attempt(let lease) = event.take(check: 0, now: now, for: .seconds(45)) else {
            Issue.record("not taken")
            return
        }
        let later = now + .seconds(60)
        guard case .attempt = event.take(check: 0, now: later, for: .seconds(45)) else {
            Issue.record("not taken over")
            return
        }
        let before = event
        event.finish(
            .answered(status: 200, retryAfter: nil), epoch: lease.epoch, took: .zero, schedule: .standard, now: later)
        #expect(event == before)
    }

    @Test(
        "Retry-After is seconds or a date",
        arguments: [
            ("120", 120.0), ("0", 0), ("Sat, 07 Feb 2026 10:01:00 GMT", 60), ("Sat, 07 Feb 2026 09:00:00 GMT", 0),
            ("99999999999999999999", 366 * 86400), ("soon", nil), ("", nil), ("-5", nil), ("1.5", nil),
        ] as [(String, Double?)])
    func retryAfter(text: String, seconds: Double?) {
        let now = Timestamp(seconds: 1_770_458_400)
        #expect(RetryAfter.pause(text, now: now)?.inSeconds == seconds)
    }

    @Test("a request names an address outside and events that exist")
    func requests() throws {
        func problems(_ text: String, _ allowed: [String] = []) throws -> [String] {
            let body = try JSONDecoder().decode(JSONValue.self, from: Data(#"{"count":1,\#(text)}"#.utf8))
            let policy = EgressPolicy(allowed: allowed.compactMap { EgressPolicy.Exception($0) })
            do throws(RequestProblems) {
                _ = try JobConfig(reading: body, maxCount: 20, egress: policy)
                return []
            } catch {
                return error.problems.map(\.pointer)
            }
        }
        #expect(try problems(#""webhook_url":"https://example.com/x","webhook_events":["job.failed"]"#) == [])
        #expect(try problems(#""webhook_url":null"#) == [])
        #expect(try problems(#""webhook_url":"http://127.0.0.1:9000/""#, ["127.0.0.1/32:9000"]) == [])
        #expect(try problems(#""webhook_url":"http://hooks.test:9000/""#, ["127.0.0.1/32:9000"]) == [])
        for link in [
            "http://example.com/", "https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/", "https://2130706433/",
            "https://localhost/", "ftp://example.com/", "https://a@example.com/", "nonsense", "",
            "https://169.254.169.254/", "https://[::ffff:127.0.0.1]/",
        ] {
            #expect(try problems(#""webhook_url":"\#(link)""#) == ["/webhook_url"], "\(link)")
        }
        #expect(try problems(#""webhook_url":5"#) == ["/webhook_url"])
        #expect(try problems(#""webhook_events":["job.failed"]"#) == ["/webhook_events"])
        #expect(
            try problems(#""webhook_url":"https://example.com","webhook_events":["job.done"]"#)
                == ["/webhook_events/0"])
        #expect(try problems(#""webhook_url":"https://example.com","webhook_events":[]"#) == ["/webhook_events"])
    }

    private static func event() throws -> OutboxDocument {
        let id = try #require(JobID(rawValue: "00000000-0000-4000-8000-000000000000"))
        let now = Timestamp(seconds: 1_770_458_400)
        let job = JobDocument(
            id: id, owner: .local, config: JobConfig(count: 1), catalogue: [], requestedReferences: [], now: now)
        let name = WebhookID(.jobCompleted, of: id, version: 1, slot: nil)
        return OutboxDocument(
            id: name, event: .jobCompleted, job: job, slot: nil, url: "https://example.com", body: "{}", now: now)
    }
}
