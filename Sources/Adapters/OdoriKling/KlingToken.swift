import Crypto
import Foundation
import OdoriDomain

/// The legacy API's token: a JWT of the access key, signed with HMAC-SHA256 under the secret key as it is written.
struct KlingToken {
    let issuer: String
    let now: Timestamp

    /// The vendor's samples say as much; a longest is not documented.
    private static let lifetime: Int64 = 1800
    /// How far the other side's clock may be behind ours. The samples say five seconds, which an ordinary clock misses; nothing says
    /// that more is refused.
    private static let tolerance: Int64 = 90

    private struct Header: Encodable {
        var alg = "HS256"
        var typ = "JWT"
    }

    private struct Claims: Encodable {
        var exp: Int64
        var iss: String
        var nbf: Int64
    }

    func signed(with secret: String) -> String {
        let claims = Claims(exp: now.seconds + Self.lifetime, iss: issuer, nbf: now.seconds - Self.tolerance)
        let content = "\(Self.part(Header())).\(Self.part(claims))"
        let key = SymmetricKey(data: Data(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data(content.utf8), using: key)
        return "\(content).\(Self.base64URL(Data(code)))"
    }

    private static func part(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Two texts and two whole numbers: there is nothing in them that cannot be encoded.
        return base64URL((try? encoder.encode(value)) ?? Data())
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
