import NIOCore
import NIOHTTP1
import NIOPosix

/// A target that answers every request with 200 at once and counts; as little work as HTTP allows, for it shares the
/// machine with the queue that is measured.
struct PushTarget: Sendable {
    let port: Int
    let arrivals: Arrivals

    /// It listens nowhere.
    struct NoPort: Error {}

    /// Listens while `body` runs.
    static func running(_ body: (PushTarget) async throws -> Void) async throws {
        let arrivals = Arrivals()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answering(arrivals))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        guard let port = channel.localAddress?.port else { throw NoPort() }
        try await body(PushTarget(port: port, arrivals: arrivals))
        try await channel.close()
    }
}

private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let arrivals: Arrivals

    init(_ arrivals: Arrivals) {
        self.arrivals = arrivals
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        arrivals.note()
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["content-length": "0"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
