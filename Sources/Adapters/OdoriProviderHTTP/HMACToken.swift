import Crypto
import Foundation
package import OdoriDomain

/// A JWT that names who calls, signed with HMAC-SHA256 under a secret as it is written.
package struct HMACToken: Sendable {
    private let issuer: String
    private let notBefore: Timestamp
    private let expiry: Timestamp

    package init(issuer: String, notBefore: Timestamp, expiry: Timestamp) {
        self.issuer = issuer
        self.notBefore = notBefore
        self.expiry = expiry
    }

    private struct Header: Encodable {
        var alg = "HS256"
        var typ = "JWT"
    }

    private struct Claims: Encodable {
        var exp: Int64
        var iss: String
        var nbf: Int64
    }

    package func signed(with secret: String) -> String {
        let claims = Claims(exp: expiry.seconds, iss: issuer, nbf: notBefore.seconds)
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
