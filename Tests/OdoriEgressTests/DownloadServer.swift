import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import OdoriTesting
import Synchronization

/// A server with bodies of every kind, good and bad; it counts who asks.
final class DownloadServer: Sendable {
    private let asked = Mutex(0)
    private let end = Gate()

    /// How many requests came in.
    var requests: Int { asked.withLock { $0 } }

    /// Returns once somebody waits for the rest of a body that does not come.
    func waitUntilStalled() async {
        await end.waitUntilSomebodyWaits()
    }

    /// Runs `body` while the server listens on the port it gets.
    func serving(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        try await Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
            .test(.live) { client in
                // Whoever still waits then would hold the server up.
                defer { self.end.open() }
                try await body(client.port ?? 0)
            }
    }

    private var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("file/:bytes") { _, context in
            self.count()
            return Response(status: .ok, body: .init(byteBuffer: Self.bytes(try context.parameters.require("bytes"))))
        }
        router.get("chunked/:bytes") { _, context in
            self.count()
            let total = try context.parameters.require("bytes", as: Int.self)
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    for start in stride(from: 0, to: total, by: 10_000) {
                        try await writer.write(ByteBuffer(repeating: 7, count: min(10_000, total - start)))
                    }
                    try await writer.finish(nil)
                })
        }
        router.get("stalls") { _, _ in
            self.count()
            return Response(
                status: .ok,
                body: ResponseBody(contentLength: 1000) { writer in
                    try await writer.write(ByteBuffer(repeating: 7, count: 10))
                    await self.end.pass()
                    try await writer.finish(nil)
                })
        }
        router.get("cut") { _, _ in
            self.count()
            return Response(
                status: .ok,
                body: ResponseBody(contentLength: 1000) { writer in
                    try await writer.write(ByteBuffer(repeating: 7, count: 10))
                    throw Cut()
                })
        }
        router.get("cut-chunked") { _, _ in
            self.count()
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(repeating: 7, count: 10))
                    throw Cut()
                })
        }
        router.get("status/:code") { _, context in
            self.count()
            let code = try context.parameters.require("code", as: Int.self)
            return Response(
                status: .init(code: code), headers: [.location: "/file/10"],
                body: .init(byteBuffer: .init(string: "sorry")))
        }
        addMore(to: router)
        return router
    }

    /// What webhooks and resumed downloads meet.
    private func addMore(to router: Router<BasicRequestContext>) {
        for method in [HTTPRequest.Method.get, .post] {
            router.on("moved/:code/:port", method: method) { _, context in
                self.count()
                let code = try context.parameters.require("code", as: Int.self)
                let port = try context.parameters.require("port")
                return Response(status: .init(code: code), headers: [.location: "http://127.0.0.1:\(port)/inside"])
            }
        }
        router.get("bomb") { _, _ in
            self.count()
            return Response(
                status: .ok, headers: [.contentEncoding: "gzip"], body: .init(byteBuffer: .init(bytes: Self.bomb)))
        }
        router.get("broken/:kind") { request, context in
            self.count()
            return try self.brokenOff(request, try context.parameters.require("kind"))
        }
        router.post("hook/:code") { request, context in
            self.count()
            let code = try context.parameters.require("code", as: Int.self)
            let body = try await request.body.collect(upTo: 1 << 20)
            self.hooks.withLock { $0.append((request.headers, String(buffer: body))) }
            return Response(
                status: .init(code: code), headers: [.retryAfter: "7"],
                body: .init(byteBuffer: .init(repeating: 7, count: 500_000)))
        }
    }

    /// Ten bytes that promise a thousand times as many: what gzip makes of zeros, as far as it matters here.
    static let bomb: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] + [UInt8](repeating: 0, count: 90)

    /// What the posts brought.
    let hooks = Mutex<[(headers: HTTPFields, body: String)]>([])

    /// A body of 1000 bytes that breaks off after 400 the first time; what comes the second time is told by `kind`.
    private func brokenOff(_ request: Request, _ kind: String) throws -> Response {
        let tag = kind == "weak" ? "W/\"one\"" : "\"one\""
        let whole = Self.bytes("1000")
        var headers: HTTPFields = kind == "untagged" ? [:] : [.eTag: tag]
        guard let range = request.headers[.range] else {
            guard requests == 1 else { return Response(status: .ok, headers: headers, body: .init(byteBuffer: whole)) }
            return Response(
                status: .ok, headers: headers,
                body: ResponseBody(contentLength: 1000) { writer in
                    try await writer.write(whole.getSlice(at: 0, length: 400) ?? ByteBuffer())
                    throw Cut()
                })
        }
        guard range == "bytes=400-", request.headers[.ifRange] == tag else { return Response(status: .badRequest) }
        switch kind {
        case "resumed", "shifted":
            let start = kind == "resumed" ? 400 : 399
            headers[.contentRange] = "bytes \(start)-999/1000"
            let rest = whole.getSlice(at: start, length: 1000 - start) ?? ByteBuffer()
            return Response(status: .partialContent, headers: headers, body: .init(byteBuffer: rest))
        default:
            let other = ByteBuffer(repeating: 9, count: 700)
            return Response(status: .ok, headers: [.eTag: "\"two\""], body: .init(byteBuffer: other))
        }
    }

    private func count() {
        asked.withLock { $0 += 1 }
    }

    private static func bytes(_ count: String) -> ByteBuffer {
        ByteBuffer(bytes: (0..<(Int(count) ?? 0)).map { UInt8(truncatingIfNeeded: $0 % 251) })
    }

    struct Cut: Error {}
}
