import NIOCore
import NIOHTTP1

/// Sends one attempt of a task to its target.
protocol Pusher: Sendable {
    /// Pushes, and says how it ended; never longer than the task's dispatch deadline.
    func push(_ record: TaskRecord) async -> AttemptOutcome
}

/// Pushes over HTTP with connections that are kept alive.
struct HTTPPusher: Pusher {
    let plain: PlainPushes
    let encrypted: EncryptedPushes
    let tokens: TokenIssuer

    func push(_ record: TaskRecord) async -> AttemptOutcome {
        do {
            let push = PushRequest(record, authorization: try await authorization(of: record))
            if let outcome = try await plain.send(push) { return outcome }
            return try await encrypted.send(push)
        } catch  where Task.isCancelled {
            return .interrupted
        } catch {
            return .unreachable("\(error)")
        }
    }

    private func authorization(of record: TaskRecord) async throws -> String? {
        guard let token = record.task.request.oidcToken else { return nil }
        return "Bearer \(try await tokens.token(for: token, target: record.task.request.url))"
    }
}

/// What goes to the target.
struct PushRequest {
    let url: String
    let method: HTTPMethod
    let headers: HTTPHeaders
    /// Nil where the method knows none.
    let body: ByteBuffer?
    let deadline: Duration

    /// - Parameter authorization: replaces the task's own header.
    init(_ record: TaskRecord, authorization: String?) {
        let target = record.task.request
        url = target.url
        method = HTTPMethod(rawValue: target.method.rawValue)
        headers = HTTPHeaders(PushHeaders.make(for: record, authorization: authorization))
        body = target.method.allowsBody ? ByteBuffer(bytes: target.body) : nil
        deadline = record.task.dispatchDeadline
    }
}

extension AttemptOutcome {
    /// By the head of an answer, which is all that decides.
    init(status: Int, headers: HTTPHeaders) {
        let retryAfter = headers.first(name: "Retry-After").flatMap(Int64.init).map(Duration.seconds)
        self = .answered(status: status, retryAfter: retryAfter)
    }
}
