package import AsyncHTTPClient
import JWTKit
import OdoriDomain
package import OdoriPorts

/// Lets in pushes that carry an OIDC token of the issuer, made out to us, of an account that may call.
///
/// Only RS256 is taken, whatever a token says of itself. Behind a platform that has verified the token and removed its signature
/// this verifier refuses everything: there another one is in its place.
package struct OIDCTokenVerifier: TokenVerifier {
    /// How far the issuer's clock may be from ours.
    private static let skew = Duration.seconds(60)
    /// No token of ours is a fourth as long.
    private static let longestToken = 8192

    private let keys: IssuerKeys
    private let audiences: Set<String>
    private let callers: Set<String>
    private let clock: any WallClock
    private let verified = VerifiedTokens()

    /// - Parameters:
    ///   - audiences: what a token's `aud` must be one of, to the letter.
    ///   - callers: the e-mail addresses of the service accounts that may call.
    package init(
        issuer: OIDCIssuer,
        audiences: Set<String>,
        callers: Set<String>,
        http: HTTPClient,
        clock: any WallClock
    ) {
        keys = IssuerKeys(issuer, http: http, clock: clock)
        self.audiences = audiences
        self.callers = callers
        self.clock = clock
    }

    package func verify(authorization: String?) async throws {
        let token = try Self.bearer(authorization)
        if verified.holds(token, at: clock.now) { return }
        guard let header = TokenHeader(of: token) else { throw AdmissionRefused.unauthenticated("not a token") }
        guard header.alg == "RS256", header.crit == nil else {
            throw AdmissionRefused.unauthenticated("a token signed by \(header.alg) is not taken")
        }
        guard let name = header.kid else { throw AdmissionRefused.unauthenticated("the token names no key") }
        let snapshot = try await keys.snapshot(for: name)
        guard snapshot.names.contains(name) else {
            throw AdmissionRefused.unauthenticated("the issuer does not know the token's key")
        }
        let claims: OIDCClaims
        do {
            claims = try await snapshot.keys.verify(token, as: OIDCClaims.self)
        } catch {
            throw AdmissionRefused.unauthenticated("the token's signature or content is not valid")
        }
        let expiry = try checkToken(claims, issuers: snapshot.issuers)
        try checkCaller(claims)
        verified.remember(token, from: clock.now, until: min(expiry, snapshot.expiresAt))
    }

    private static func bearer(_ authorization: String?) throws -> String {
        let parts = (authorization ?? "").utf8.split(separator: UInt8(ascii: " "))
        guard parts.count == 2, Substring(parts[0]).lowercased() == "bearer", parts[1].count <= longestToken else {
            throw AdmissionRefused.unauthenticated("no token")
        }
        return String(Substring(parts[1]))
    }

    /// Answers until when the token is good.
    private func checkToken(_ claims: OIDCClaims, issuers: Set<String>) throws -> Timestamp {
        guard let issuer = claims.iss, issuers.contains(issuer) else {
            throw AdmissionRefused.unauthenticated("a token of another issuer")
        }
        guard let made = claims.aud?.values, made.count == 1, audiences.isSuperset(of: made) else {
            throw AdmissionRefused.unauthenticated("a token made out to somebody else")
        }
        guard let expires = claims.exp, let issued = claims.iat else {
            throw AdmissionRefused.unauthenticated("a token without times")
        }
        let now = Double(clock.now.milliseconds) / 1000
        let skew = Self.skew.inSeconds
        guard now < expires + skew else { throw AdmissionRefused.unauthenticated("the token has expired") }
        guard max(issued, claims.nbf ?? issued) <= now + skew else {
            throw AdmissionRefused.unauthenticated("the token is of the future")
        }
        // A time beyond what an instant can hold is cut: nobody's keys live that long.
        return Timestamp(seconds: Int64(min(expires, 1e12))) + Self.skew
    }

    private func checkCaller(_ claims: OIDCClaims) throws {
        guard let email = claims.email, claims.emailVerified == true, callers.contains(email) else {
            throw AdmissionRefused.forbidden("this account may not call")
        }
    }
}
