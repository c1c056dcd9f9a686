import AsyncHTTPClient
import Crypto
import Foundation
import OdoriDomain
import OdoriPorts
import OdoriTesting
import Testing

@testable import OdoriFal

@Suite("fal's callbacks", .timeLimit(.minutes(2)))
struct FalCallbackTests {
    private static let body = #"{"request_id":"r-1","status":"OK","payload":null}"#

    private func signed(
        _ key: Curve25519.Signing.PrivateKey, at seconds: Int64, body: String = body, request: String = "r-1"
    ) throws -> ProviderCallback {
        let hash = hexSHA256(Data(body.utf8))
        let signature = try key.signature(for: Data("\(request)\nuser\n\(seconds)\n\(hash)".utf8))
        return ProviderCallback(
            headers: [
                "x-fal-webhook-request-id": request, "x-fal-webhook-user-id": "user",
                "x-fal-webhook-timestamp": "\(seconds)",
                "x-fal-webhook-signature": signature.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(),
            ], body: Data(body.utf8))
    }

    @Test("keys from the JWKS judge: genuine is believed; other bodies, times, ids and keys are not")
    func judged() async throws {
        let key = Curve25519.Signing.PrivateKey()
        try await JWKSServer.running(keys: [Curve25519.Signing.PrivateKey(), key]) { server in
            try await Studio.working(at: "http://127.0.0.1:9") { studio in
                let now = studio.clock.now.seconds
                let reader = FalCallbackReader(
                    studio.configuration, keys: FalKeySet(url: server.url, http: studio.http, clock: studio.clock),
                    clock: studio.clock)
                let news = try await reader.read(try signed(key, at: now))
                #expect(news.operationID == FalTicket(requestID: "r-1", studio.configuration)?.text)
                _ = try await reader.read(try signed(key, at: now - 300))
                var other = try signed(key, at: now)
                other.body += Data(" ".utf8)
                var another = try signed(key, at: now)
                another.headers["x-fal-webhook-request-id"] = "r-2"
                var unsigned = try signed(key, at: now)
                unsigned.headers["x-fal-webhook-signature"] = "zz"
                for forged in [
                    other, another, unsigned, try signed(key, at: now - 301), try signed(key, at: now + 301),
                    try signed(Curve25519.Signing.PrivateKey(), at: now),
                ] {
                    await #expect(throws: CallbackRefused.self) { try await reader.read(forged) }
                }
                #expect(server.asked == 1, "forgeries make us ask for keys")
            }
        }
    }

    @Test("a new key is learnt of after a minute; keys that cannot be had are a failure for now")
    func rotation() async throws {
        let (old, new) = (Curve25519.Signing.PrivateKey(), Curve25519.Signing.PrivateKey())
        try await JWKSServer.running(keys: [old]) { server in
            try await Studio.working(at: "http://127.0.0.1:9") { studio in
                let keys = FalKeySet(url: server.url, http: studio.http, clock: studio.clock)
                let reader = FalCallbackReader(studio.configuration, keys: keys, clock: studio.clock)
                _ = try await reader.read(try signed(old, at: studio.clock.now.seconds))
                server.serve([new])
                await #expect(throws: CallbackRefused.self) {
                    try await reader.read(try signed(new, at: studio.clock.now.seconds))
                }
                studio.clock.advance(by: .seconds(61))
                _ = try await reader.read(try signed(new, at: studio.clock.now.seconds))
                #expect(server.asked == 2)
                let none = FalCallbackReader(
                    studio.configuration,
                    keys: FalKeySet(url: "http://127.0.0.1:9/", http: studio.http, clock: studio.clock),
                    clock: studio.clock)
                let error = try await failure { try await none.read(try signed(new, at: studio.clock.now.seconds)) }
                #expect(error.kind == .transient)
            }
        }
    }
}
