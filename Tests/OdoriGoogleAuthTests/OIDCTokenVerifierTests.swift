import AsyncHTTPClient
import Crypto
import Foundation
import OdoriDomain
import OdoriGoogleAuth
import OdoriPorts
import OdoriTesting
import Synchronization
import Testing

@Suite("who may push")
struct OIDCTokenVerifierTests {
    @Test("a token of the issuer, made out to us, of a caller we know comes in")
    func admitted() async throws {
        let issuer = try FakeIssuer()
        try await issuer.serving { verifier in
            let token = try issuer.token(issuer.claims())
            try await verifier.verify(authorization: "Bearer \(token)")
            try await verifier.verify(authorization: "bearer  \(token)")
            var claims = issuer.claims()
            claims["aud"] = FakeIssuer.mediaAudience
            try await verifier.verify(authorization: "Bearer \(issuer.token(claims))")
        }
    }

    @Test("without a genuine, current token made out to us: 401", arguments: Forgery.allCases)
    func unauthenticated(_ forgery: Forgery) async throws {
        let issuer = try FakeIssuer()
        try await issuer.serving { verifier in
            let header = try forgery.authorization(issuer)
            await #expect {
                try await verifier.verify(authorization: header)
            } throws: { error in
                if case .unauthenticated? = error as? AdmissionRefused { true } else { false }
            }
        }
    }

    @Test("a genuine token of somebody who may not call: 403", arguments: Stranger.allCases)
    func forbidden(_ stranger: Stranger) async throws {
        let issuer = try FakeIssuer()
        try await issuer.serving { verifier in
            var claims = issuer.claims()
            stranger.change(&claims)
            let token = try issuer.token(claims)
            await #expect {
                try await verifier.verify(authorization: "Bearer \(token)")
            } throws: { error in
                if case .forbidden? = error as? AdmissionRefused { true } else { false }
            }
        }
    }

    @Test("a minute of difference between the clocks is forgiven, both ways")
    func skew() async throws {
        let issuer = try FakeIssuer()
        try await issuer.serving { verifier in
            var claims = issuer.claims()
            claims["iat"] = Double(issuer.clock.now.seconds + 59)
            claims["exp"] = Double(issuer.clock.now.seconds - 59)
            try await verifier.verify(authorization: "Bearer \(issuer.token(claims))")
        }
    }

    @Test("the keys are fetched once, and again when their time is over")
    func caching() async throws {
        let issuer = try FakeIssuer()
        try await issuer.serving { verifier in
            try await withThrowingTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await verifier.verify(authorization: "Bearer \(issuer.token(issuer.claims()))")
                    }
                }
                try await group.waitForAll()
            }
            #expect(issuer.state.withLock { $0.fetches } == 1)
            issuer.clock.advance(by: .seconds(299))
            try await verifier.verify(authorization: "Bearer \(issuer.token(issuer.claims()))")
            #expect(issuer.state.withLock { $0.fetches } == 1)
            issuer.clock.advance(by: .seconds(2))
            try await verifier.verify(authorization: "Bearer \(issuer.token(issuer.claims()))")
            #expect(issuer.state.withLock { $0.fetches } == 2)
        }
    }

    @Test("a token that came in comes in again, until it has run out")
    func again() async throws {
        let issuer = try FakeIssuer()
        try await issuer.serving { verifier in
            let header = try "Bearer \(issuer.token(issuer.claims()))"
            for pause in [0, 200, 200, 3000, 259] {
                issuer.clock.advance(by: .seconds(pause))
                try await verifier.verify(authorization: header)
            }
            issuer.clock.advance(by: .seconds(1))
            await #expect(throws: AdmissionRefused.self) { try await verifier.verify(authorization: header) }
        }
    }

    @Test("a token that came in is refused once its key is withdrawn")
    func withdrawal() async throws {
        let issuer = try FakeIssuer()
        try await issuer.serving { verifier in
            let header = try "Bearer \(issuer.token(issuer.claims()))"
            try await verifier.verify(authorization: header)
            issuer.state.withLock { $0.published = ["key-2"] }
            issuer.clock.advance(by: .seconds(301))
            await #expect(throws: AdmissionRefused.self) { try await verifier.verify(authorization: header) }
        }
    }

    @Test("without Cache-Control the keys are kept for ten minutes")
    func defaultLife() async throws {
        let issuer = try FakeIssuer()
        issuer.state.withLock { $0.cacheControl = nil }
        try await issuer.serving { verifier in
            for (pause, fetches) in [(0, 1), (599, 1), (2, 2)] {
                issuer.clock.advance(by: .seconds(pause))
                try await verifier.verify(authorization: "Bearer \(issuer.token(issuer.claims()))")
                #expect(issuer.state.withLock { $0.fetches } == fetches)
            }
        }
    }

    @Test("a new key is learnt from the first token that names it; unknown names do not make us ask all the time")
    func rotation() async throws {
        let issuer = try FakeIssuer()
        try await issuer.serving { verifier in
            try await verifier.verify(authorization: "Bearer \(issuer.token(issuer.claims()))")
            issuer.state.withLock { $0.published = ["key-1", "key-2"] }
            issuer.clock.advance(by: .seconds(11))
            let header = ["alg": "RS256", "kid": "key-2"]
            try await verifier.verify(
                authorization: "Bearer \(issuer.token(issuer.claims(), key: "key-2", header: header))"
            )
            #expect(issuer.state.withLock { $0.fetches } == 2)
            for number in 0..<20 {
                let forged = try issuer.token(issuer.claims(), header: ["alg": "RS256", "kid": "made-up-\(number)"])
                await #expect(throws: AdmissionRefused.self) {
                    try await verifier.verify(authorization: "Bearer \(forged)")
                }
            }
            #expect(issuer.state.withLock { $0.fetches } == 2)
        }
    }

    @Test("an issuer that cannot be asked is a passing trouble, not a refusal")
    func silentIssuer() async throws {
        let issuer = try FakeIssuer()
        issuer.state.withLock { $0.isSilent = true }
        let token = try issuer.token(issuer.claims())
        try await issuer.serving { verifier in
            await #expect { try await verifier.verify(authorization: "Bearer \(token)") } throws: { error in
                (error as? OdoriError)?.kind == .transient
            }
            issuer.state.withLock { $0.isSilent = false }
            try await verifier.verify(authorization: "Bearer \(token)")
        }
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(configuration: configuration)
        let nobody = OIDCTokenVerifier(
            issuer: .discovered(at: "http://127.0.0.1:1"),
            audiences: [],
            callers: [],
            http: http,
            clock: issuer.clock
        )
        await #expect { try await nobody.verify(authorization: "Bearer \(token)") } throws: { error in
            (error as? OdoriError)?.kind == .transient
        }
        try await http.shutdown()
    }

    /// Every way not to prove anything.
    enum Forgery: String, CaseIterable, CustomTestStringConvertible, Sendable {
        case nothing, empty, basic, noToken, twoTokens, garbage, twoParts, endless
        case algorithmNone, algorithmNoneUnsigned, keyed, otherHash, strippedSignature, noSignature, alteredSignature
        case alteredClaims, otherKey, unknownKey, noKey, curveKey, brokenKey, critical
        case otherIssuer, noIssuer, otherAudience, longerAudience, severalAudiences, noAudience
        case expired, noExpiry, textExpiry, future, noIssueTime, notYet

        var testDescription: String { rawValue }

        func authorization(_ issuer: FakeIssuer) throws -> String? {
            try shapeless(issuer) ?? "Bearer \(missigned(issuer) ?? misstated(issuer))"
        }

        private func shapeless(_ issuer: FakeIssuer) throws -> String?? {
            let good = try issuer.token(issuer.claims())
            return switch self {
            case .nothing: .some(nil)
            case .empty: ""
            case .basic: "Basic dXNlcjpwYXNz"
            case .noToken: "Bearer "
            case .twoTokens: "Bearer \(good) \(good)"
            case .garbage: "Bearer ☃.☃.☃"
            case .twoParts: "Bearer \(good.split(separator: ".").dropLast().joined(separator: "."))"
            case .endless: "Bearer \(good)\(String(repeating: "A", count: 20_000))"
            default: .none
            }
        }

        private func missigned(_ issuer: FakeIssuer) throws -> String? {
            let claims = issuer.claims()
            let good = try issuer.token(claims)
            let parts = good.split(separator: ".")
            switch self {
            case .algorithmNone: return try issuer.token(claims, header: ["alg": "none", "kid": "key-1"])
            case .algorithmNoneUnsigned:
                return try FakeIssuer.part(["alg": "none", "typ": "JWT"]) + "." + FakeIssuer.part(claims) + "."
            case .keyed:
                let signed = try FakeIssuer.part(["alg": "HS256", "kid": "key-1"]) + "." + FakeIssuer.part(claims)
                let mac = HMAC<SHA256>.authenticationCode(
                    for: Data(signed.utf8),
                    using: SymmetricKey(data: Data("key-1".utf8))
                )
                return signed + "." + FakeIssuer.base64URL(Data(mac))
            case .otherHash: return try issuer.token(claims, header: ["alg": "RS512", "kid": "key-1"])
            case .strippedSignature: return "\(parts[0]).\(parts[1]).SIGNATURE_REMOVED_BY_GOOGLE"
            case .noSignature: return "\(parts[0]).\(parts[1])."
            case .alteredSignature: return "\(parts[0]).\(parts[1]).\(String(parts[2].reversed()))"
            case .alteredClaims:
                var other = claims
                other["sub"] = "2"
                return "\(parts[0]).\(try FakeIssuer.part(other)).\(parts[2])"
            case .otherKey: return try issuer.token(claims, key: "key-2")
            case .unknownKey: return try issuer.token(claims, key: "key-2", header: ["alg": "RS256", "kid": "key-2"])
            case .noKey: return try issuer.token(claims, header: ["alg": "RS256"])
            case .curveKey: return try issuer.token(claims, header: ["alg": "RS256", "kid": "curve"])
            case .brokenKey: return try issuer.token(claims, header: ["alg": "RS256", "kid": "broken"])
            case .critical: return try issuer.token(claims, header: ["alg": "RS256", "kid": "key-1", "crit": ["b64"]])
            default: return nil
            }
        }

        private func misstated(_ issuer: FakeIssuer) throws -> String {
            var claims = issuer.claims()
            let now = Double(issuer.clock.now.seconds)
            switch self {
            case .otherIssuer: claims["iss"] = "https://accounts.google.com"
            case .noIssuer: claims["iss"] = nil
            case .otherAudience: claims["aud"] = "https://other.example"
            case .longerAudience: claims["aud"] = FakeIssuer.audience + "/"
            case .severalAudiences: claims["aud"] = [FakeIssuer.audience, "https://other.example"]
            case .noAudience: claims["aud"] = nil
            case .expired: claims["exp"] = now - 61
            case .noExpiry: claims["exp"] = nil
            case .textExpiry: claims["exp"] = "tomorrow"
            case .future: claims["iat"] = now + 61
            case .noIssueTime: claims["iat"] = nil
            case .notYet: claims["nbf"] = now + 61
            default: Issue.record("\(self) is not tried")
            }
            return try issuer.token(claims)
        }
    }

    /// Every genuine caller who may not call.
    enum Stranger: String, CaseIterable, CustomTestStringConvertible, Sendable {
        case otherAccount, noAccount, unverified, unsaid, upperCase

        var testDescription: String { rawValue }

        func change(_ claims: inout [String: Any]) {
            switch self {
            case .otherAccount: claims["email"] = "somebody@project.example"
            case .noAccount: claims["email"] = nil
            case .unverified: claims["email_verified"] = false
            case .unsaid: claims["email_verified"] = nil
            case .upperCase: claims["email"] = FakeIssuer.caller.uppercased()
            }
        }
    }
}
