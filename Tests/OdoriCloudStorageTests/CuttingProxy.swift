import NIOCore
import NIOPosix
import OdoriJudges
import Synchronization

/// Passes TCP connections on, and breaks each time so and so many bytes have gone towards the server.
final class CuttingProxy: Sendable {
    private typealias Stream = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private struct State {
        var passed = 0
        var cuts: [Int]
    }

    private struct Cut: Error {}

    private let target: Int
    private let state: Mutex<State>

    /// - Parameter cuts: after how many bytes, in all, connections break; rising.
    init(to target: Int, cuts: [Int]) {
        self.target = target
        state = Mutex(State(cuts: cuts))
    }

    /// Cuts that have not been made.
    var left: Int { state.withLock { $0.cuts.count } }

    /// Runs `body` while the proxy listens at the `host:port` that it gets.
    func serving(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let port = try LocalSocket.freePort()
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: port, childChannelInitializer: Self.wrap)
        try await listener.executeThenClose { clients in
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await withThrowingDiscardingTaskGroup { group in
                        for try await client in clients { group.addTask { await self.serve(client) } }
                    }
                }
                try await body("127.0.0.1:\(port)")
                group.cancelAll()
            }
        }
    }

    @Sendable private static func wrap(_ channel: any Channel) -> EventLoopFuture<Stream> {
        channel.eventLoop.makeCompletedFuture { try Stream(wrappingChannelSynchronously: channel) }
    }

    private func serve(_ client: Stream) async {
        // Connections end in any way at any time here; that is the point.
        try? await client.executeThenClose { fromClient, toClient in
            let server = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: target, channelInitializer: Self.wrap)
            try await server.executeThenClose { fromServer, toServer in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for try await bytes in fromClient {
                            try await toServer.write(bytes)
                            try self.count(bytes.readableBytes)
                        }
                    }
                    group.addTask { for try await bytes in fromServer { try await toClient.write(bytes) } }
                    defer { group.cancelAll() }
                    try await group.next()
                }
            }
        }
    }

    private func count(_ bytes: Int) throws {
        try state.withLock { state in
            state.passed += bytes
            guard let next = state.cuts.first, state.passed >= next else { return }
            state.cuts.removeFirst()
            throw Cut()
        }
    }
}
