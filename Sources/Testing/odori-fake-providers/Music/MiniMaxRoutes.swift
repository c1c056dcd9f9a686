import Foundation
import Hummingbird
import NIOCore

/// MiniMax's music over HTTP.
struct MiniMaxRoutes: Sendable {
    let miniMax: FakeMiniMax

    func add(to router: Router<FakeContext>) {
        router.post("v1/music_generation") { request, context in
            guard await miniMax.knows(request.headers[.authorization]) else {
                return try Answer.json(
                    Body(code: 1004, message: "login fail: \(request.headers[.authorization] ?? "")"))
            }
            let body = try await request.body.collect(upTo: 1 << 20)
            switch try await miniMax.compose(Data(body.readableBytesView)) {
            case .dropped: throw await context.drop()
            case .garbage: return Answer.garbage
            case .empty: return Answer.empty
            case .huge: return Answer.huge
            case .refused(let code, let message): return try Answer.json(Body(code: code, message: message))
            case .track(let audio): return try Answer.json(Body(audio: audio))
            }
        }
    }

    private struct Body: Encodable {
        var data: Track?
        var trace_id = UUID().uuidString
        var base_resp: Verdict

        init(code: Int, message: String) {
            base_resp = Verdict(status_code: code, status_msg: message)
        }

        init(audio: Data) {
            let digits = Array("0123456789abcdef".utf8)
            let hex = String(unsafeUninitializedCapacity: audio.count * 2) { buffer in
                for (index, byte) in audio.enumerated() {
                    buffer[2 * index] = digits[Int(byte >> 4)]
                    buffer[2 * index + 1] = digits[Int(byte & 15)]
                }
                return audio.count * 2
            }
            data = Track(audio: hex)
            base_resp = Verdict(status_code: 0, status_msg: "success")
        }

        struct Track: Encodable {
            var audio: String
            var status = 2
        }

        struct Verdict: Encodable {
            var status_code: Int
            var status_msg: String
        }
    }
}
