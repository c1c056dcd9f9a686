import Foundation
import OdoriDomain
import OdoriFakes
import OdoriJudges
import OdoriKling
import OdoriPorts
import OdoriTesting
import Testing

@Suite("Kling's callbacks")
struct CallbackTests {
    /// The vendor's published example.
    private static let secret = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI="
    private static let seconds: Int64 = 1_781_080_794
    private static let body =
        #"{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}"#
    private static let signature = "v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4="

    private func reader(at seconds: Int64 = seconds) throws -> KlingCallbackReader {
        let secrets = [WebhookSecret.text(Data(repeating: 7, count: 32)), Self.secret].compactMap { WebhookSecret($0) }
        return KlingCallbackReader(
            secrets: secrets, clock: ManualClock(now: Timestamp(seconds: seconds)))
    }

    private func callback(
        body: String = body, signature: String? = signature, timestamp: String = "\(seconds)"
    ) -> ProviderCallback {
        var headers = ["webhook-id": "9876543210", "webhook-timestamp": timestamp]
        headers["webhook-signature"] = signature
        return ProviderCallback(headers: headers, body: Data(body.utf8))
    }

    @Test("the vendor's example is genuine, also among signatures of other secrets")
    func example() async throws {
        #expect(try await reader().read(callback()).operationID == "1234567890")
        let several = "v1a,AAAA v1,AAAA \(Self.signature)"
        #expect(try await reader().read(callback(signature: several)).operationID == "1234567890")
    }

    @Test("another body, another time, another signature or none proves nothing")
    func forged() async throws {
        for forged in [
            callback(body: Self.body + " "), callback(signature: "v1,AAAA"), callback(signature: nil),
            callback(timestamp: "\(Self.seconds + 1)"), callback(timestamp: "now"), callback(timestamp: "-1"),
        ] {
            await #expect(throws: CallbackRefused.self) { try await reader().read(forged) }
        }
    }

    @Test("five minutes are near enough, a second more is not", arguments: [-301, -300, 300, 301])
    func time(distance: Int64) async throws {
        let reader = try reader(at: Self.seconds + distance)
        if abs(distance) <= 300 {
            #expect(try await reader.read(callback()).operationID == "1234567890")
        } else {
            await #expect(throws: CallbackRefused.self) { try await reader.read(callback()) }
        }
    }

    @Test("the fake signs as Standard Webhooks says, by the judgement of its own package")
    func standardWebhooks() async throws {
        let secret = WebhookSecret.text(Data(repeating: 9, count: 32))
        try await FakeProviders.running(faults: #"{"end_after_ms": 300}"#, options: ["--webhook-secret", secret]) {
            fake in
            let said = try await Command.python("kling_callback.py", [fake.base, FakeProviders.key, secret])
            #expect(said == "ok")
        }
    }
}
