import Foundation
import OdoriDomain
package import OdoriPorts

/// Lets in pushes behind a platform that has verified their token and taken its signature off, as Cloud Run with IAM does.
///
/// It looks who the platform let in, and proves nothing: where anybody can reach the worker past the platform, `OIDCTokenVerifier` is
/// to be used, which refuses such tokens.
package struct IAMTokenVerifier: TokenVerifier {
    /// How far the issuer's clock may be from ours.
    private static let skew = Duration.seconds(60)
    private static let issuers: Set<String> = ["https://accounts.google.com", "accounts.google.com"]
    private static let longestToken = 8192

    private let callers: Set<String>
    private let clock: any WallClock

    /// - Parameter callers: the e-mail addresses of the service accounts that may call.
    package init(callers: Set<String>, clock: any WallClock) {
        self.callers = callers
        self.clock = clock
    }

    package func verify(authorization: String?) async throws {
        let parts = (authorization ?? "").split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= Self.longestToken else {
            throw AdmissionRefused.unauthenticated("no token")
        }
        guard let claims = Self.claims(of: parts[1]) else { throw AdmissionRefused.unauthenticated("not a token") }
        guard let issuer = claims.iss, Self.issuers.contains(issuer) else {
            throw AdmissionRefused.unauthenticated("a token of another issuer")
        }
        let now = Double(clock.now.milliseconds) / 1000
        guard let expires = claims.exp, now < expires + Self.skew.inSeconds else {
            throw AdmissionRefused.unauthenticated("the token has expired")
        }
        guard let email = claims.email, claims.emailVerified == true, callers.contains(email) else {
            throw AdmissionRefused.forbidden("this account may not call")
        }
    }

    private static func claims(of token: Substring) -> OIDCClaims? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let text = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        let padded = String(text) + String(repeating: "=", count: (4 - text.count % 4) % 4)
        // Whatever cannot be read is no token.
        return Data(base64Encoded: padded).flatMap { try? JSONDecoder().decode(OIDCClaims.self, from: $0) }
    }
}
