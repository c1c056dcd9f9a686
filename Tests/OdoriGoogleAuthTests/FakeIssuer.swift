import AsyncHTTPClient
import CryptoExtras
import Foundation
import Hummingbird
import HummingbirdTesting
import OdoriDomain
import OdoriGoogleAuth
import OdoriPorts
import OdoriTesting
import Synchronization

/// An issuer with keys of its own, which can lose them, get new ones and fall silent.
final class FakeIssuer: Sendable {
    struct State: Sendable {
        var published: [String]
        var isSilent = false
        var cacheControl: String? = "public, max-age=300"
        var fetches = 0
    }

    static let audience = "https://worker.example"
    static let mediaAudience = "https://media.example"
    static let caller = "tasks@project.example"

    let clock = ManualClock()
    let state = Mutex(State(published: ["key-1"]))
    /// Made once for all tests: making them takes longer than everything else.
    private static let keys = Result {
        try ["key-1", "key-2"].reduce(into: [:]) { keys, name in
            keys[name] = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        }
    }

    private let keys: [String: _RSA.Signing.PrivateKey]

    init() throws {
        keys = try Self.keys.get()
    }

    /// Claims as Google writes them, made out to us, valid now.
    func claims() -> [String: Any] {
        [
            "iss": "http://issuer.example", "aud": Self.audience, "sub": "1", "email": Self.caller,
            "email_verified": true,
            "iat": Double(clock.now.seconds), "exp": Double(clock.now.seconds + 3600),
        ]
    }

    /// A token of these claims and header members.
    func token(
        _ claims: [String: Any],
        key: String = "key-1",
        header: [String: Any] = ["alg": "RS256", "kid": "key-1", "typ": "JWT"]
    ) throws -> String {
        let signed = try Self.part(header) + "." + Self.part(claims)
        guard let key = keys[key] else { throw CocoaError(.keyValueValidation) }
        let signature = try key.signature(for: Data(signed.utf8), padding: .insecurePKCS1v1_5)
        return signed + "." + Self.base64URL(signature.rawRepresentation)
    }

    static func part(_ members: [String: Any]) throws -> String {
        base64URL(try JSONSerialization.data(withJSONObject: members, options: .sortedKeys))
    }

    static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Runs `body` with a verifier that asks this issuer over HTTP.
    func serving(_ body: @escaping @Sendable (OIDCTokenVerifier) async throws -> Void) async throws {
        let router = Router()
        router.get(".well-known/openid-configuration") { request, _ in
            let host = request.head.authority ?? ""
            return try self.answer(#"{"issuer": "http://issuer.example", "jwks_uri": "http://\#(host)/keys"}"#)
        }
        router.get("keys") { _, _ in
            self.state.withLock { $0.fetches += 1 }
            return try self.answer(self.keySet())
        }
        let application = Application(router: router)
        try await application.test(.live) { client in
            let http = HTTPClient.shared
            let verifier = OIDCTokenVerifier(
                issuer: .discovered(at: "http://127.0.0.1:\(client.port ?? 0)/"),
                audiences: [Self.audience, Self.mediaAudience],
                callers: [Self.caller],
                http: http,
                clock: self.clock
            )
            try await body(verifier)
        }
    }

    private func keySet() throws -> String {
        let published = state.withLock { $0.published }
        let ours = try published.compactMap { name -> [String: String]? in
            guard let primitives = try keys[name]?.publicKey.getKeyPrimitives() else { return nil }
            return [
                "kty": "RSA", "alg": "RS256", "use": "sig", "kid": name, "n": Self.base64URL(primitives.modulus),
                "e": Self.base64URL(primitives.publicExponent),
            ]
        }
        let others: [[String: String]] = [
            ["kty": "EC", "kid": "curve", "crv": "P-256"], ["kty": "RSA", "kid": "broken", "n": "AQ", "e": "AQAB"],
        ]
        let data = try JSONSerialization.data(withJSONObject: ["keys": others + ours])
        return String(decoding: data, as: UTF8.self)
    }

    private func answer(_ json: String) throws -> Response {
        let state = state.withLock { $0 }
        if state.isSilent { throw HTTPError(.serviceUnavailable) }
        var headers: HTTPFields = [.contentType: "application/json"]
        if let cacheControl = state.cacheControl { headers[.cacheControl] = cacheControl }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: .init(string: json)))
    }
}
