import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Sends one attempt of a task to its target.
protocol Pusher: Sendable {
    /// Pushes, and says how it ended; never longer than the task's dispatch deadline.
    func push(_ record: TaskRecord) async -> AttemptOutcome
}

/// Pushes over HTTP with connections that are kept alive.
struct HTTPPusher: Pusher {
    /// Of an answer's body nothing is kept; reading up to here lets its connection be used again.
    private static let drainedBytes = 256 << 10
    /// Longer than any dispatch deadline, which is enforced here and not by the client.
    private static let clientTimeout: TimeAmount = .hours(1)

    let client: HTTPClient
    let tokens: TokenIssuer
    let time: any TimeSource

    func push(_ record: TaskRecord) async -> AttemptOutcome {
        let deadline = time.now() + record.task.dispatchDeadline
        return await withTaskGroup(of: AttemptOutcome?.self) { group in
            group.addTask { await send(record) }
            group.addTask {
                do {
                    try await time.sleep(until: deadline)
                    return .deadlineExceeded
                } catch {
                    return nil
                }
            }
            var outcome: AttemptOutcome?
            while outcome == nil, let ended = await group.next() { outcome = ended }
            group.cancelAll()
            return outcome ?? .interrupted
        }
    }

    private func send(_ record: TaskRecord) async -> AttemptOutcome? {
        do {
            let response = try await client.execute(try await request(for: record), timeout: Self.clientTimeout)
            let retryAfter = response.headers.first(name: "Retry-After").flatMap(Int64.init).map(Duration.seconds)
            await drain(response.body)
            return .answered(status: Int(response.status.code), retryAfter: retryAfter)
        } catch where Task.isCancelled {
            return nil
        } catch {
            return .unreachable("\(error)")
        }
    }

    private func request(for record: TaskRecord) async throws -> HTTPClientRequest {
        let target = record.task.request
        var request = HTTPClientRequest(url: target.url)
        request.method = .init(rawValue: target.method.rawValue)
        var authorization: String?
        if let token = target.oidcToken {
            authorization = "Bearer \(try await tokens.token(for: token, target: target.url))"
        }
        for (name, value) in PushHeaders.make(for: record, authorization: authorization) {
            request.headers.add(name: name, value: value)
        }
        if target.method.allowsBody {
            request.body = .bytes(ByteBuffer(bytes: target.body))
        }
        return request
    }

    private func drain(_ body: HTTPClientResponse.Body) async {
        var bytes = 0
        do {
            for try await part in body {
                bytes += part.readableBytes
                if bytes > Self.drainedBytes { return }
            }
        } catch {
            // The status decides; a body that breaks off only costs the connection.
            return
        }
    }
}
