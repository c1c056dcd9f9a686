import AsyncHTTPClient
import Crypto
import Foundation
import NIOCore
import NIOHTTP1

/// Tells callers of ended operations, signed as each vendor signs.
struct CallbackSender: Sendable {
    let kling: FakeKling
    let fal: FakeFal
    /// The bytes of Kling's webhook secret; nil: its callbacks are not signed.
    let klingSecret: Data?

    private static let pause = Duration.milliseconds(100)

    func run() async throws {
        var earlier = Self.now
        while !Task.isCancelled {
            try await Task.sleep(for: Self.pause)
            let now = Self.now
            for (url, body) in await kling.ended(since: earlier, until: now) {
                await post(body, to: url, headers: klingHeaders(body))
            }
            for callback in await fal.ended(since: earlier, until: now) {
                await post(callback.body, to: callback.url, headers: callback.headers)
            }
            earlier = now
        }
    }

    private func klingHeaders(_ body: Data) -> [(String, String)] {
        guard let klingSecret else { return [] }
        let id = String(UInt64.random(in: 1_000_000_000...9_999_999_999))
        let time = String(Int64(Date().timeIntervalSince1970))
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(id).\(time).".utf8) + body, using: SymmetricKey(data: klingSecret))
        let signature = "v1,\(Data(code).base64EncodedString())"
        return [("Webhook-Id", id), ("Webhook-Timestamp", time), ("Webhook-Signature", signature)]
    }

    /// Once: whether anybody hears it is not this fake's business.
    private func post(_ body: Data, to url: String, headers: [(String, String)]) async {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers = HTTPHeaders([("Content-Type", "application/json")] + headers)
        request.body = .bytes(ByteBuffer(bytes: body))
        _ = try? await HTTPClient.shared.execute(request, timeout: .seconds(10))
    }

    private static var now: Int64 { Int64((Date().timeIntervalSince1970 * 1000).rounded()) }
}
