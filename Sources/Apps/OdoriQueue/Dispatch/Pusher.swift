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

    let client: HTTPClient
    let tokens: TokenIssuer
    let time: any TimeSource

    func push(_ record: TaskRecord) async -> AttemptOutcome {
        let limit = record.task.dispatchDeadline
        let deadline = time.now() + limit
        do {
            let request = try await request(for: record)
            let response = try await client.execute(request, timeout: .microseconds(limit.microseconds))
            let retryAfter = response.headers.first(name: "Retry-After").flatMap(Int64.init).map(Duration.seconds)
            let answered = AttemptOutcome.answered(status: Int(response.status.code), retryAfter: retryAfter)
            // Most answers have no body, and nothing to wait for.
            if response.headers.first(name: "Content-Length") == "0" {
                await Self.drain(response.body)
                return answered
            }
            return await read(response.body, until: deadline) ? answered : .deadlineExceeded
        } catch  where Task.isCancelled {
            return .interrupted
        } catch let error as HTTPClientError where error == .deadlineExceeded {
            return .deadlineExceeded
        } catch {
            return .unreachable("\(error)")
        }
    }

    /// False when the deadline came first.
    private func read(_ body: HTTPClientResponse.Body, until deadline: Timestamp) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                await Self.drain(body)
                return true
            }
            group.addTask {
                do { try await time.sleep(until: deadline) } catch { return true }
                return false
            }
            return await group.next() ?? true
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

    private static func drain(_ body: HTTPClientResponse.Body) async {
        var bytes = 0
        do {
            for try await part in body {
                bytes += part.readableBytes
                if bytes > drainedBytes { return }
            }
        } catch {
            // The status decides; a body that breaks off only costs the connection.
            return
        }
    }
}
