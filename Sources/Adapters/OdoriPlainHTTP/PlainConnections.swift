package import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Requests over unencrypted connections that are kept, one at a time on each. For servers on the same machine, which every stage asks:
/// there a client for the whole web takes longer than the server does.
package final class PlainConnections: Sendable {
    private static let mostIdle = 64
    private static let connectPatience = TimeAmount.seconds(5)

    private let largestAnswer: Int
    private let loop: any EventLoop
    /// The one that was used last is the last.
    private let idle = Mutex<[PlainConnection]>([])

    /// - Parameter largestAnswer: in bytes; of a larger one the rest is missing, and its connection is not used again.
    package init(largestAnswer: Int, group: any EventLoopGroup) {
        self.largestAnswer = largestAnswer
        loop = group.any()
    }

    /// How many connections wait for a request and can take one.
    var idleCount: Int { idle.withLock { $0.count { $0.isOpen } } }

    deinit {
        for connection in idle.withLock({ $0 }) { connection.close() }
    }

    /// Sends a request and collects the answer, all of it within `deadline`, however many connections that takes.
    ///
    /// - Throws: `PlainLost`; `CancellationError`.
    package func send(_ request: PlainRequest, deadline: Duration) async throws -> PlainAnswer {
        try Task.checkCancellation()
        let end = NIODeadline.now() + TimeAmount(deadline)
        while end > .now(), let kept = takeIdle(to: request.address) {
            do {
                return try await answer(of: kept, to: request, until: end)
            } catch let closed as PlainConnection.Closed {
                guard request.isRepeatable || !closed.wasSent else { throw closed.loss }
            }
        }
        do {
            return try await answer(of: connect(to: request.address, until: end), to: request, until: end)
        } catch let closed as PlainConnection.Closed {
            throw closed.loss
        }
    }

    private func answer(
        of connection: PlainConnection, to request: PlainRequest, until end: NIODeadline
    ) async throws -> PlainAnswer {
        let answer = try await connection.exchange(request, until: end)
        if connection.isOpen { keep(connection) }
        return answer
    }

    /// One too many closes the one that has been idle for longest.
    private func keep(_ connection: PlainConnection) {
        let oldest = idle.withLock { idle in
            idle.append(connection)
            return idle.count > Self.mostIdle ? idle.removeFirst() : nil
        }
        oldest?.close()
    }

    /// The connection that was used last: it is the least likely to have been closed.
    private func takeIdle(to address: PlainAddress) -> PlainConnection? {
        idle.withLock { idle in
            while let index = idle.lastIndex(where: { $0.leads(to: address) }) {
                let last = idle.remove(at: index)
                if last.isOpen { return last }
            }
            return nil
        }
    }

    private func connect(to address: PlainAddress, until end: NIODeadline) async throws -> PlainConnection {
        let exchanges = PlainExchanges(largestAnswer: largestAnswer)
        let patience = min(Self.connectPatience, end - .now())
        guard patience > .zero else {
            throw PlainLost(isTimeout: true, "no connection within the call's deadline")
        }
        do {
            let channel = try await ClientBootstrap(group: loop)
                .connectTimeout(patience)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(exchanges)
                    }
                }
                .connect(host: address.host, port: address.port).get()
            return PlainConnection(host: address.host, port: address.port, channel: channel, exchanges: exchanges)
        } catch {
            throw PlainLost(isTimeout: end <= .now(), "no connection to \(address.authority): \(error)")
        }
    }
}
