import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import OdoriConsole
import ServiceLifecycle
import Synchronization

/// An API that gives prepared answers, and remembers what it was asked.
final class PretendAPI: Sendable {
    struct Exchange: Sendable, Equatable {
        var method: String
        var path: String
        var query: String?
        var authorization: String?
        var contentType: String?
        var body: String
    }

    struct Prepared: Sendable {
        var status: HTTPResponse.Status = .ok
        var body: String
    }

    private let exchanges = Mutex<[Exchange]>([])
    private let answers: Mutex<[Prepared]>

    /// - Parameter answers: given in this order; the last one again and again.
    init(_ answers: [Prepared]) {
        self.answers = Mutex(answers)
    }

    convenience init(_ body: String, status: HTTPResponse.Status = .ok) {
        self.init([Prepared(status: status, body: body)])
    }

    var seen: [Exchange] {
        exchanges.withLock { $0 }
    }

    /// Serves while `body` runs, which gets the base URL.
    func running<Result: Sendable>(_ body: @escaping @Sendable (String) async throws -> Result) async throws -> Result {
        let router = Router()
        for method in [HTTPRequest.Method.get, .post] {
            router.on("**", method: method) { request, _ in try await self.answer(request) }
        }
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "pretend-api")
        logger.logLevel = .error
        let server = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) },
            logger: logger
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await server.run() }
            for await port in ports { return try await body("http://127.0.0.1:\(port)") }
            throw CancellationError()
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        let bytes = try await request.body.collect(upTo: 64 << 20)
        let exchange = Exchange(
            method: request.method.rawValue,
            path: request.uri.path,
            query: request.uri.query,
            authorization: request.headers[.authorization],
            contentType: request.headers[.contentType],
            body: String(buffer: bytes)
        )
        exchanges.withLock { $0.append(exchange) }
        let prepared = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        return Response(status: prepared.status, body: .init(byteBuffer: ByteBuffer(string: prepared.body)))
    }
}
