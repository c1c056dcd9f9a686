import OdoriDomain
import OdoriGoogleAuth
import OdoriPorts
import OdoriTesting
import Testing

@Suite("behind Cloud Run's own check")
struct IAMTokenVerifierTests {
    private static let stripped = "SIGNATURE_REMOVED_BY_GOOGLE"

    private func token(_ change: (inout [String: Any]) -> Void = { _ in }, signature: String = stripped) throws
        -> String
    {
        let clock = ManualClock()
        var claims: [String: Any] = [
            "iss": "https://accounts.google.com", "aud": "https://worker.example", "email": FakeIssuer.caller,
            "email_verified": true, "iat": Double(clock.now.seconds), "exp": Double(clock.now.seconds + 3600),
        ]
        change(&claims)
        let header = ["alg": "RS256", "kid": "k", "typ": "JWT"]
        return try "Bearer " + FakeIssuer.part(header) + "." + FakeIssuer.part(claims) + "." + signature
    }

    private func refusal(_ authorization: String?) async throws -> AdmissionRefused? {
        let verifier = IAMTokenVerifier(callers: [FakeIssuer.caller], clock: ManualClock())
        do {
            try await verifier.verify(authorization: authorization)
            return nil
        } catch let refused as AdmissionRefused {
            return refused
        }
    }

    @Test("a token whose signature the platform took off is let in, for an account that may call")
    func letIn() async throws {
        #expect(try await refusal(token()) == nil)
        #expect(try await refusal(token({ $0["iss"] = "accounts.google.com" })) == nil)
    }

    @Test("another account is not, nor an address that nobody verified")
    func forbidden() async throws {
        for change in [
            { (claims: inout [String: Any]) in claims["email"] = "other@project.example" },
            { $0["email_verified"] = false }, { $0["email"] = nil },
        ] {
            #expect(try await refusal(token(change)) == .forbidden("this account may not call"))
        }
    }

    @Test("nor a token of another issuer, one that has expired, or none")
    func unauthenticated() async throws {
        let past = Double(ManualClock().now.seconds - 61)
        let broken: [String?] = [
            nil, "", "Bearer", "Bearer a.b", "Bearer a.b.c", "Basic abc",
            try token { $0["iss"] = "https://issuer.example" }, try token { $0["exp"] = past },
            try token { $0["exp"] = nil },
        ]
        for authorization in broken {
            guard case .unauthenticated? = try await refusal(authorization) else {
                Issue.record("let in: \(authorization ?? "nothing")")
                continue
            }
        }
    }

    @Test("a worker that verifies for itself refuses a token without a signature")
    func oidcRefuses() async throws {
        let issuer = try FakeIssuer()
        try await issuer.serving { verifier in
            let claims = try FakeIssuer.part(issuer.claims())
            let header = try FakeIssuer.part(["alg": "RS256", "kid": "key-1", "typ": "JWT"])
            await #expect(throws: AdmissionRefused.self) {
                try await verifier.verify(authorization: "Bearer \(header).\(claims).\(Self.stripped)")
            }
        }
    }
}
