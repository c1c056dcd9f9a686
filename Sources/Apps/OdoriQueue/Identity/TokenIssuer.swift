import Crypto
import Foundation
import Synchronization

/// Issues the OIDC tokens of pushes: the claims of Google's, under this server's own issuer and key.
final class TokenIssuer: Sendable {
    private struct CacheKey: Hashable {
        let email: String
        let audience: String
    }

    private struct Claims: Encodable {
        let aud: String
        let azp: String
        let email: String
        let email_verified = true
        let exp: Int64
        let iat: Int64
        let iss: String
        let sub: String
    }

    private static let lifetime: Duration = .seconds(3600)
    /// A token is used again only while this much of its life is left, longer than any push may take.
    private static let leastRemaining: Duration = .seconds(2100)
    private static let cacheSize = 1024

    private let key: SigningKey
    private let issuer: Promise<String>
    private let time: any TimeSource
    private let cache = Mutex<[CacheKey: (token: String, expires: Timestamp)]>([:])

    /// - Parameter issuer: The server's base URL, known once it listens.
    init(key: SigningKey, issuer: Promise<String>, time: any TimeSource) {
        self.key = key
        self.issuer = issuer
        self.time = time
    }

    /// The token for a task's `oidcToken`; without an audience it is made out to the target's URL.
    func token(for token: WireOIDCToken, target: String) async throws -> String {
        let audience = token.audience ?? ""
        let cacheKey = CacheKey(email: token.serviceAccountEmail ?? "", audience: audience.isEmpty ? target : audience)
        let now = time.now()
        let cached = cache.withLock { $0[cacheKey] }
        if let cached, cached.expires - now >= Self.leastRemaining { return cached.token }

        let subject = Self.subject(of: cacheKey.email)
        let expires = now + Self.lifetime
        let claims = Claims(
            aud: cacheKey.audience, azp: subject, email: cacheKey.email, exp: expires.microseconds / 1_000_000,
            iat: now.microseconds / 1_000_000, iss: try await issuer.value, sub: subject
        )
        let signed = try key.sign(claims: try JSONEncoder().encode(claims))
        cache.withLock { cache in
            if cache.count >= Self.cacheSize { cache.removeAll() }
            cache[cacheKey] = (signed, expires)
        }
        return signed
    }

    /// A stable number of 21 digits, as Google's account ids are.
    private static func subject(of email: String) -> String {
        "1" + SHA256.hash(data: Data(email.utf8)).prefix(20).map { String($0 % 10) }.joined()
    }
}
