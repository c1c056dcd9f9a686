import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import OdoriDomain
import OdoriGoogleAuth
import Synchronization

/// Requests to one server over unencrypted connections that are kept. For a queue on this machine, which every stage asks: there a client
/// for the whole web takes longer than the server does.
///
/// On a connection that was kept a request may meet a server that has just closed it; it is then sent again on another one, so requests must
/// be such that the second does no harm.
final class PlainConnections: Sendable {
    private static let mostIdle = 64
    private static let connectPatience = TimeAmount.seconds(5)

    private let host: String
    private let port: Int
    private let largestAnswer: Int
    private let loop: any EventLoop
    private let idle = Mutex<[PlainConnection]>([])

    /// Nil for what is no `http://host[:port]`.
    ///
    /// - Parameter largestAnswer: in bytes; a larger one breaks the connection.
    init?(baseURL: String, largestAnswer: Int, group: any EventLoopGroup) {
        guard let url = URLComponents(string: baseURL), url.scheme == "http", let host = url.host else { return nil }
        self.host = host.trimmingCharacters(in: ["[", "]"])
        port = url.port ?? 80
        self.largestAnswer = largestAnswer
        loop = group.any()
    }

    deinit {
        for connection in idle.withLock({ $0 }) { connection.close() }
    }

    /// Sends a request and collects the answer, all of it within `deadline`, however many connections that takes.
    ///
    /// - Throws: `GoogleCaller.Lost`.
    func send(
        _ method: HTTPMethod, _ path: String, _ body: ByteBuffer, deadline: Duration
    ) async throws -> GoogleCaller.Answer {
        let head = HTTPRequestHead(
            version: .http1_1, method: method, uri: path,
            headers: [
                "Host": "\(host):\(port)", "Content-Type": "application/json",
                "Content-Length": "\(body.readableBytes)",
            ])
        let end = NIODeadline.now() + .milliseconds(deadline.milliseconds)
        while end > .now(), let kept = takeIdle() {
            do {
                return try await answer(of: kept, head, body, until: end)
            } catch is PlainConnection.Closed {
                continue
            }
        }
        do {
            return try await answer(of: connect(until: end), head, body, until: end)
        } catch let closed as PlainConnection.Closed {
            throw GoogleCaller.Lost(isTimeout: false, closed.description)
        }
    }

    private func answer(
        of connection: PlainConnection, _ head: HTTPRequestHead, _ body: ByteBuffer, until end: NIODeadline
    ) async throws -> GoogleCaller.Answer {
        let answer = try await connection.exchange(head, body, until: end)
        let isKept =
            connection.isOpen
            && idle.withLock { idle in
                guard idle.count < Self.mostIdle else { return false }
                idle.append(connection)
                return true
            }
        if !isKept { connection.close() }
        return answer
    }

    /// The connection that was used last: it is the least likely to have been closed.
    private func takeIdle() -> PlainConnection? {
        idle.withLock { idle in
            while let last = idle.popLast() {
                if last.isOpen { return last }
            }
            return nil
        }
    }

    private func connect(until end: NIODeadline) async throws -> PlainConnection {
        let exchanges = PlainExchanges(largestAnswer: largestAnswer)
        let patience = min(Self.connectPatience, end - .now())
        guard patience > .zero else {
            throw GoogleCaller.Lost(isTimeout: true, "no connection within the call's deadline")
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
                .connect(host: host, port: port).get()
            return PlainConnection(channel: channel, exchanges: exchanges)
        } catch {
            throw GoogleCaller.Lost(isTimeout: end <= .now(), "no connection to \(host):\(port): \(error)")
        }
    }
}
