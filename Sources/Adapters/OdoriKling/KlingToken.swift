import OdoriDomain
import OdoriProviderHTTP

/// The legacy API's token: a JWT of the access key, signed under the secret key.
struct KlingToken {
    let issuer: String
    let now: Timestamp

    /// The vendor's samples say as much; a longest is not documented.
    private static let lifetime = Duration.seconds(1800)
    /// How far the other side's clock may be behind ours. The samples say five seconds, which an ordinary clock misses; nothing says
    /// that more is refused.
    private static let tolerance = Duration.seconds(90)

    func signed(with secret: String) -> String {
        HMACToken(issuer: issuer, notBefore: now - Self.tolerance, expiry: now + Self.lifetime).signed(with: secret)
    }
}
