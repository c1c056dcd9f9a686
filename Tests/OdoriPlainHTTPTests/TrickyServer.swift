import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server that does with each request as it is told, and counts its connections.
final class TrickyServer: Sendable {
    enum Trick: Sendable {
        case answer
        case answerLate(TimeAmount)
        /// So many bytes.
        case answerLarge(Int)
        /// Says nothing of it beforehand.
        case answerAndClose
        /// Says so beforehand, and leaves the closing to the other side.
        case answerAndPart
        /// Takes the request, and closes the connection after a while.
        case close(after: TimeAmount = .zero)
        /// Ten bytes of a hundred.
        case answerHalf
        case silence
    }

    private struct State {
        var opened = 0
        var open = 0
        var bodies: [String] = []
    }

    private let trick: @Sendable (_ number: Int) -> Trick
    private let state = Mutex(State())

    private init(_ trick: @escaping @Sendable (Int) -> Trick) {
        self.trick = trick
    }

    /// How many connections there have been.
    var opened: Int { state.withLock { $0.opened } }
    /// How many there are.
    var open: Int { state.withLock { $0.open } }
    /// What the requests said, in the order in which they came.
    var bodies: [String] { state.withLock { $0.bodies } }

    /// Runs one while `body` runs, which gets its address.
    ///
    /// - Parameter trick: what becomes of a request; they are counted from 1.
    static func running(
        _ trick: @escaping @Sendable (Int) -> Trick, while body: (TrickyServer, String) async throws -> Void
    ) async throws {
        let server = TrickyServer(trick)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    try channel.pipeline.syncOperations.addHandler(Connection(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(server, "http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }

    private func next(_ body: String) -> Trick {
        trick(
            state.withLock { state in
                state.bodies.append(body)
                return state.bodies.count
            })
    }

    private func count(_ change: Int) {
        state.withLock { state in
            state.open += change
            state.opened += max(0, change)
        }
    }

    private final class Connection: ChannelInboundHandler, Sendable {
        typealias InboundIn = HTTPServerRequestPart

        private let server: TrickyServer
        private let body = Mutex("")

        init(_ server: TrickyServer) {
            self.server = server
        }

        func channelActive(context: ChannelHandlerContext) { server.count(1) }

        func channelInactive(context: ChannelHandlerContext) { server.count(-1) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch Self.unwrapInboundIn(data) {
            case .head: body.withLock { $0 = "" }
            case .body(let bytes): body.withLock { $0 += String(buffer: bytes) }
            case .end: play(server.next(body.withLock { $0 }), on: context.channel)
            }
        }

        private func play(_ trick: Trick, on channel: any Channel) {
            switch trick {
            case .answer: answer(on: channel)
            case .answerLate(let pause): channel.eventLoop.scheduleTask(in: pause) { self.answer(on: channel) }
            case .answerLarge(let count): answer(on: channel, saying: count, of: count)
            case .answerHalf:
                answer(on: channel, saying: 10, of: 100)
                channel.close(promise: nil)
            case .answerAndClose:
                answer(on: channel)
                channel.close(promise: nil)
            case .answerAndPart: answer(on: channel, headers: ["Connection": "close"])
            case .close(let pause): channel.eventLoop.scheduleTask(in: pause) { channel.close(promise: nil) }
            case .silence: break
            }
        }

        private func answer(
            on channel: any Channel, saying count: Int = 2, of length: Int = 2, headers: HTTPHeaders = [:]
        ) {
            var head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
            head.headers.add(name: "Content-Length", value: "\(length)")
            channel.write(HTTPServerResponsePart.head(head), promise: nil)
            let bytes = ByteBuffer(repeating: UInt8(ascii: "x"), count: count)
            channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(bytes)), promise: nil)
            if count == length { channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil) }
        }
    }
}
