import Crypto
import Foundation

/// Which of the two APIs a request is made in.
enum KlingGeneration: Sendable {
    case current(model: String)
    case legacy

    func order(_ body: Data) throws(KlingProblem) -> KlingOrder {
        switch self {
        case .current(let model): try KlingOrder(model: model, body: body)
        case .legacy: try KlingOrder(legacy: body)
        }
    }
}

extension FakeKling.Terms {
    /// Why a caller is not served; nil for one with the key, or with a token that the pair has signed and that is valid now.
    func refusal(_ header: String?, _ generation: KlingGeneration) -> KlingProblem? {
        guard let header else { return KlingProblem(code: 1001, message: "Authorization is empty") }
        guard header.hasPrefix("Bearer ") else { return KlingProblem(code: 1002, message: "Authorization is invalid") }
        let token = String(header.dropFirst("Bearer ".count))
        switch generation {
        case .current:
            return token == key ? nil : KlingProblem(code: 1000, message: "authentication failed for \(header)")
        case .legacy: return refusal(ofToken: token)
        }
    }

    private struct Claims: Decodable {
        var iss: String
        var exp: Int64
        var nbf: Int64
    }

    private struct Header: Decodable {
        var alg: String
        var typ: String
    }

    private func refusal(ofToken token: String) -> KlingProblem? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Self.bytes(parts[0]), let body = Self.bytes(parts[1]),
            let code = Self.bytes(parts[2]), let header = try? JSONDecoder().decode(Header.self, from: head),
            let claims = try? JSONDecoder().decode(Claims.self, from: body), header.alg == "HS256", header.typ == "JWT"
        else { return KlingProblem(code: 1002, message: "the token is invalid") }
        let isSigned = HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: Data("\(parts[0]).\(parts[1])".utf8),
            using: SymmetricKey(data: Data(secretKey.utf8)))
        guard isSigned, claims.iss == accessKey else {
            return KlingProblem(code: 1000, message: "authentication failed")
        }
        let now = Int64(Date().timeIntervalSince1970) - Int64(clockBehindSeconds)
        if now < claims.nbf { return KlingProblem(code: 1003, message: "the token is not valid yet") }
        if now >= claims.exp { return KlingProblem(code: 1004, message: "the token has expired") }
        return nil
    }

    private static func bytes(_ text: Substring) -> Data? {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4))
    }
}
