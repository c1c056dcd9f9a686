import NIOCore
import NIOPosix
import Synchronization

/// Passes TCP connections on to one of several ports, and breaks them when told.
final class Relay: Sendable {
    /// How a connection is to be broken.
    enum Break: Sendable, Hashable, CaseIterable {
        /// The next request never arrives.
        case beforeRequest
        /// The next request arrives, and its answer is lost.
        case beforeAnswer
        /// The next answer is cut off in its middle.
        case inAnswer
    }

    /// A connection that was let through.
    struct Connection: Sendable {
        var target: Int
        var client: any Channel
        var server: any Channel
        /// The request that is under way, as far as it was seen.
        var request: ByteBuffer?
    }

    /// A break that waits for its request. One that finds none is forgotten: else all that were meant while a provider is left alone would
    /// meet the calls that ask whether it is back.
    struct Armed: Sendable {
        var kind: Break
        var isSubmission: Bool
        var until: ContinuousClock.Instant
    }

    struct State {
        var connections: [Int: Connection] = [:]
        var next = 0
        var armed: [Armed] = []
        /// Connections that break when their next answer comes.
        var doomed: [Int: Break] = [:]
        var broken = 0
    }

    let targets: [Int]
    let state = Mutex(State())

    init(to targets: [Int]) {
        self.targets = targets
    }

    /// Connections that were broken on purpose.
    var broken: Int { state.withLock { $0.broken } }

    /// Serves until cancelled.
    func run(port: Int) async throws {
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        try await listener.executeThenClose { clients in
            try await withThrowingDiscardingTaskGroup { group in
                for try await client in clients {
                    group.addTask { await self.serve(client) }
                }
            }
        }
    }

    /// The next request that suits is broken.
    ///
    /// - Parameter submission: only a POST suits.
    func arm(_ kind: Break, submission: Bool) {
        let until = ContinuousClock.now + .seconds(submission ? 30 : 5)
        state.withLock { $0.armed.append(Armed(kind: kind, isSubmission: submission, until: until)) }
    }

    /// Resets one of the connections on which a request is under way; false when there is none.
    func resetOne(_ pick: Int) async -> Bool {
        let victim = state.withLock { state -> Connection? in
            let busy = state.connections.filter { $0.value.request != nil }.keys.sorted()
            guard !busy.isEmpty else { return nil }
            state.broken += 1
            return state.connections[busy[pick % busy.count]]
        }
        guard let victim else { return false }
        await Self.reset(victim.client)
        await Self.reset(victim.server)
        return true
    }

    private typealias Stream = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private func serve(_ client: Stream) async {
        guard let (server, target) = await connect() else {
            await Self.reset(client.channel)
            // The stream must be ended, though nothing was read from it.
            try? await client.executeThenClose { _, _ in }
            return
        }
        let id = state.withLock { state in
            state.next += 1
            state.connections[state.next] = Connection(target: target, client: client.channel, server: server.channel)
            return state.next
        }
        defer {
            state.withLock {
                $0.connections[id] = nil
                $0.doomed[id] = nil
            }
        }
        // Either side may end the connection in any way at any time; that is the other side's to deal with.
        try? await client.executeThenClose { fromClient, toClient in
            try await server.executeThenClose { fromServer, toServer in
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { try? await self.forward(fromClient, to: toServer, id) }
                    group.addTask { try? await self.answer(fromServer, to: toClient, id) }
                    await group.next()
                    group.cancelAll()
                }
            }
        }
    }

    private func connect() async -> (Stream, Int)? {
        let first = state.withLock { $0.next }
        for offset in targets.indices {
            let target = (first + offset) % targets.count
            let stream = try? await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(.seconds(2))
                .connect(host: "127.0.0.1", port: targets[target]) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            if let stream { return (stream, target) }
        }
        return nil
    }

    /// Ends a connection so that the other side sees a reset.
    static func reset(_ channel: any Channel) async {
        if let socket = channel as? any SocketOptionProvider {
            // Where it cannot be set, the connection ends without a reset, which is a fault as well.
            try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        // One that is closed already is as it should be.
        try? await channel.close()
    }
}
