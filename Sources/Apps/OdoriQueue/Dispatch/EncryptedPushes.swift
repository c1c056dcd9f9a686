import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Pushes to `https://` targets.
struct EncryptedPushes: Sendable {
    /// Of an answer's body nothing is kept; reading up to here lets its connection be used again.
    private static let drainedBytes = 64 << 10

    let client: HTTPClient
    let time: any TimeSource

    func send(_ push: PushRequest) async throws -> AttemptOutcome {
        let end = time.now() + push.deadline
        var request = HTTPClientRequest(url: push.url)
        request.method = push.method
        request.headers = push.headers
        request.body = push.body.map { .bytes($0) }
        do {
            let response = try await client.execute(request, timeout: .microseconds(push.deadline.microseconds))
            let answered = AttemptOutcome(status: Int(response.status.code), headers: response.headers)
            return await read(response.body, until: end) ? answered : .deadlineExceeded
        } catch let error as HTTPClientError where error == .deadlineExceeded {
            return .deadlineExceeded
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
