import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OdoriTesting
import Synchronization

/// A server that answers as told and keeps what it was sent.
final class ScriptedServer: Sendable {
    /// One answer; the last one is given again and again.
    struct Answer: Sendable {
        var status: HTTPResponse.Status
        var body = "{}"
        var headers: HTTPFields = [:]
        /// Nothing is said as long as the test runs.
        var isSilent = false
        /// Ends with its connection after the body, which is not all of it.
        var isHalf = false

        static func failure(_ status: HTTPResponse.Status, _ message: String, retryAfter: String? = nil) -> Answer {
            var answer = Answer(status: status, body: #"{"error":{"code":\#(status.code),"message":"\#(message)"}}"#)
            if let retryAfter { answer.headers[.retryAfter] = retryAfter }
            return answer
        }
    }

    struct Received: Sendable {
        var path: String
        var headers: HTTPFields
        var body: Data
    }

    private struct Half: Error {}

    private let answers: Mutex<[Answer]>
    private let end = Gate()
    private let log = Mutex(Log())

    private struct Log {
        var received: [Received] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func takeWatchers() -> [CheckedContinuation<Void, Never>] {
            let count = received.count
            let ready = watchers.filter { $0.count <= count }.map(\.continuation)
            watchers.removeAll { $0.count <= count }
            return ready
        }
    }

    init(_ answers: [Answer] = [Answer(status: .ok)]) {
        self.answers = Mutex(answers)
    }

    var received: [Received] {
        log.withLock { $0.received }
    }

    /// Returns once so many requests have come in.
    func waitForRequests(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let ready = log.withLock { log in
                log.watchers.append((count, continuation))
                return log.takeWatchers()
            }
            for watcher in ready { watcher.resume() }
        }
    }

    /// Runs `body` while the server listens at the base URL it gets.
    func serving(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let router = Router()
        for method in [HTTPRequest.Method.get, .post] {
            router.on("**", method: method) { request, _ in
                let content = try await request.body.collect(upTo: 4 << 20)
                let path = request.uri.description
                let ready = self.log.withLock { log in
                    let body = Data(content.readableBytesView)
                    log.received.append(Received(path: path, headers: request.headers, body: body))
                    return log.takeWatchers()
                }
                for watcher in ready { watcher.resume() }
                let answer = self.answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
                if answer.isSilent { await self.end.pass() }
                return Response(
                    status: answer.status,
                    headers: answer.headers,
                    body: .init { writer in
                        try await writer.write(.init(string: answer.body))
                        if answer.isHalf { throw Half() }
                        try await writer.finish(nil)
                    }
                )
            }
        }
        try await Application(router: router).test(.live) { client in
            // Whoever is still silent then would hold the server up, and so would a request that comes to be read only later.
            defer { self.end.open() }
            try await body("http://127.0.0.1:\(client.port ?? 0)")
        }
    }
}
