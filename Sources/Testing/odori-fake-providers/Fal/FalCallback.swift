import Crypto
import Foundation

/// One callback of fal's, signed.
struct FalCallback: Sendable {
    let url: String
    let body: Data
    let headers: [(String, String)]

    private struct Body: Encodable {
        var request_id: String
        var gateway_request_id: String
        var status: String
        var payload: FalResultBody?
        var error: String?
    }

    init(_ operation: FalOperation, to url: String, key: Curve25519.Signing.PrivateKey) throws {
        self.url = url
        let isFailed = operation.failure != nil
        body = try JSONEncoder().encode(
            Body(
                request_id: operation.id, gateway_request_id: operation.id, status: isFailed ? "ERROR" : "OK",
                error: isFailed ? "Unexpected status code" : nil))
        let user = "user-of-the-fake"
        let time = String(Int64(Date().timeIntervalSince1970))
        let hash = Self.hex(SHA256.hash(data: body))
        let signature = try key.signature(for: Data("\(operation.id)\n\(user)\n\(time)\n\(hash)".utf8))
        headers = [
            ("X-Fal-Webhook-Request-Id", operation.id), ("X-Fal-Webhook-User-Id", user),
            ("X-Fal-Webhook-Timestamp", time), ("X-Fal-Webhook-Signature", Self.hex(signature)),
        ]
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
