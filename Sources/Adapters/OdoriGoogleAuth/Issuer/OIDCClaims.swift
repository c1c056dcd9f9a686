import Foundation
import JWTKit

/// What a push's token says. Everything is optional: what is missing is told in our own words.
struct OIDCClaims: JWTPayload {
    var iss: String?
    var aud: Audience?
    var exp: Double?
    var iat: Double?
    var nbf: Double?
    var email: String?
    var emailVerified: Bool?

    /// Nothing to do here: times are compared with the injected clock, not with the machine's.
    func verify(using algorithm: some JWTAlgorithm) async throws {}

    enum CodingKeys: String, CodingKey {
        case iss, aud, exp, iat, nbf, email
        case emailVerified = "email_verified"
    }

    /// One audience, or several.
    struct Audience: Codable, Sendable {
        var values: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) {
                values = [one]
            } else {
                values = try container.decode([String].self)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(values)
        }
    }
}

/// A token's first part, read before anything of the token is believed.
struct TokenHeader: Decodable {
    var alg: String
    var kid: String?
    /// Names extensions that must be understood; we understand none.
    var crit: [String]?

    /// Nil when the text is not a token of three parts with a header that can be read.
    init?(of token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let text = parts[0].replacing("-", with: "+").replacing("_", with: "/")
        let padded = String(text) + String(repeating: "=", count: (4 - text.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), let header = try? JSONDecoder().decode(Self.self, from: data)
        else {
            return nil
        }
        self = header
    }
}
