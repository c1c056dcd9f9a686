import AsyncHTTPClient
import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOHTTP1
import Synchronization

/// Stands between a store and the emulator: hands everything on, keeps what was asked, and does as told to the next requests.
final class Relay: Sendable {
    enum Trouble: Sendable {
        case none
        /// Answers by itself, without handing on.
        case answer(Int, String)
        /// Hands on, then answers this instead.
        case handOnAndAnswer(Int, String)
        /// Hands on and breaks off the answer after so many bytes.
        case cut(Int)
        /// Hands on and never answers: the connection stays until the asker closes it.
        case silence
    }

    struct Asked: Sendable {
        var path: String
        var body: Data
    }

    private struct State {
        var troubles: [Trouble] = []
        var asked: [Asked] = []
    }

    private struct CutOff: Error {}

    private let target: String
    private let state = Mutex(State())

    /// - Parameter target: `host:port`.
    init(to target: String) {
        self.target = target
    }

    /// What comes upon the next requests, one each.
    func troubles(_ troubles: Trouble...) {
        state.withLock { $0.troubles = troubles }
    }

    var asked: [Asked] { state.withLock { $0.asked } }

    /// The calls so far, by their last word.
    var calls: [String] { asked.map { $0.path.split(separator: ":").last.map(String.init) ?? "" } }

    func forget() {
        state.withLock { $0.asked = [] }
    }

    /// Runs `body` while the relay listens at the `host:port` that it gets.
    func serving(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let router = Router()
        router.post("**") { request, _ in
            let path = request.uri.description
            return try await request.body.consumeWithCancellationOnInboundClose { body in
                let content = try await body.collect(upTo: 16 << 20)
                let trouble = self.state.withLock { state in
                    state.asked.append(Asked(path: path, body: Data(content.readableBytesView)))
                    return state.troubles.isEmpty ? Trouble.none : state.troubles.removeFirst()
                }
                return try await self.answer(path, content, trouble)
            }
        }
        try await Application(router: router).test(.live) { client in
            try await body("127.0.0.1:\(client.port ?? 0)")
        }
    }

    private func answer(_ path: String, _ content: ByteBuffer, _ trouble: Trouble) async throws -> Response {
        if case .answer(let status, let text) = trouble { return Self.response(status, text) }
        var request = HTTPClientRequest(url: "http://\(target)\(path)")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(content)
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let bytes = try await response.body.collect(upTo: 64 << 20)
        switch trouble {
        case .handOnAndAnswer(let status, let text):
            return Self.response(status, text)
        case .cut(let length):
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(bytes.getSlice(at: 0, length: min(length, bytes.readableBytes)) ?? bytes)
                    throw CutOff()
                })
        case .silence:
            // Ends with the connection, whose request is cancelled then.
            let (nothing, source) = AsyncStream<Void>.makeStream()
            defer { source.finish() }
            for await _ in nothing {}
            throw CutOff()
        default:
            return Response(
                status: .init(code: Int(response.status.code)),
                headers: [.contentType: "application/json", .connection: "close"],
                body: .init(byteBuffer: bytes)
            )
        }
    }

    /// Connections are not used again: another relay may listen at the same port next.
    private static func response(_ status: Int, _ text: String) -> Response {
        Response(
            status: .init(code: status),
            headers: [.contentType: "application/json", .retryAfter: "7", .connection: "close"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// The body of an error as Google's services write it.
    static func error(_ status: String, _ message: String) -> String {
        #"{"error":{"code":0,"message":"\#(message)","status":"\#(status)"}}"#
    }
}
