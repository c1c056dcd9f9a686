import Hummingbird
import HummingbirdTesting
import NIOCore
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
        return router
    }

    private func count() {
        asked.withLock { $0 += 1 }
    }

    private static func bytes(_ count: String) -> ByteBuffer {
        ByteBuffer(bytes: (0..<(Int(count) ?? 0)).map { UInt8(truncatingIfNeeded: $0 % 251) })
    }

    struct Cut: Error {}
}
