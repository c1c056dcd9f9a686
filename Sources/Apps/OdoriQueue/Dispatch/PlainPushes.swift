import NIOCore
import NIOHTTP1
import OdoriPlainHTTP
import Synchronization

/// Pushes to `http://` targets.
final class PlainPushes: Sendable {
    /// Of an answer's body nothing is kept; reading up to here lets its connection be used again.
    private static let largestAnswer = 64 << 10

    private let connections: PlainConnections
    private let addresses = Mutex(KnownAddresses())

    init(group: any EventLoopGroup) {
        connections = PlainConnections(largestAnswer: Self.largestAnswer, group: group)
    }

    /// Nil for what is no `http://` target.
    func send(_ push: PushRequest) async throws -> AttemptOutcome? {
        guard let address = addresses.withLock({ $0.find(push.url) }) else { return nil }
        // Whether a push that met no answer is made again is for the queue's back-off to say.
        let request = PlainRequest(
            push.method, address, headers: push.headers, body: push.body ?? ByteBuffer(), isRepeatable: false)
        do {
            let answer = try await connections.send(request, deadline: push.deadline)
            return AttemptOutcome(status: answer.status, headers: answer.headers)
        } catch let lost as PlainLost where lost.isTimeout {
            return .deadlineExceeded
        }
    }
}

/// Addresses taken apart. Nearly all pushes go to a few, and to find one again costs less than to take it apart.
private struct KnownAddresses {
    private static let most = 64

    private var known: [String: PlainAddress] = [:]

    mutating func find(_ url: String) -> PlainAddress? {
        if let address = known[url] { return address }
        guard let address = PlainAddress(url) else { return nil }
        if known.count >= Self.most { known.removeAll() }
        known[url] = address
        return address
    }
}
