import OdoriJSON
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriGoogleAuth
import OdoriPlainHTTP
import OdoriPorts

/// Calls of the Cloud Tasks and Pub/Sub APIs: each with a deadline, repeated a few times while the other side cannot answer.
///
/// Repeating is safe: what is created has a name, so that the repetition meets 409 when only the answer was lost; and a message that is
/// published twice is a push that comes twice.
struct QueueServiceClient: Sendable {
    /// How a call ended.
    enum Answer: Sendable, Hashable {
        case done
        /// 409: it exists, or existed a short while ago.
        case exists
        case missing(String)
        case refused(String)
    }

    private enum Attempt {
        case answered(Answer, ByteBuffer)
        case failed(String, retryAfter: Duration?)
    }

    private static let tries = 4
    private static let firstPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(2)
    private static let largestAnswer = 1 << 20

    private let baseURL: String
    private let callDeadline: Duration
    private let clock: any WallClock
    private let caller: GoogleCaller
    /// For a server that is neither encrypted nor asks for tokens.
    private let plain: (server: PlainAddress, connections: PlainConnections)?

    /// - Parameters:
    ///   - baseURL: `scheme://host[:port]`, without a path.
    ///   - callDeadline: how long one call may take.
    init(
        baseURL: String, callDeadline: Duration, http: HTTPClient, clock: any WallClock, tokens: (any AccessTokens)?
    ) {
        self.baseURL = baseURL
        self.callDeadline = callDeadline
        self.clock = clock
        caller = GoogleCaller(http: http, tokens: tokens)
        plain =
            tokens == nil
            ? PlainAddress(baseURL).map {
                ($0, PlainConnections(largestAnswer: Self.largestAnswer, group: http.eventLoopGroup))
            } : nil
    }

    /// Whether the server is reached plainly.
    var isNextDoor: Bool { plain != nil }

    /// - Parameter path: begins with the API's version.
    ///
    /// Ends within twice the call's deadline and the pauses: no try begins later than one deadline after the first.
    ///
    /// - Throws: `queue_unavailable` (transient) when no try was answered.
    func send(_ path: String, _ body: some Encodable, method: HTTPMethod = .POST) async throws -> Answer {
        try await exchange(path, body, method: method).answer
    }

    /// As `send`, and what the server says besides.
    func exchange(
        _ path: String, _ body: some Encodable, method: HTTPMethod = .POST
    ) async throws -> (answer: Answer, body: ByteBuffer) {
        let body = try QuickJSON.encode(body)
        let lastStart = clock.now + callDeadline
        var pause = Self.firstPause
        var failures = 0
        while true {
            switch try await attempt(method, path, body) {
            case .answered(let answer, let body):
                return (answer, body)
            case .failed(let reason, let retryAfter):
                failures += 1
                guard failures < Self.tries, clock.now < lastStart else { throw Self.unavailable(reason) }
                // Between half and all of it, so that those who failed together do not come back together.
                let jittered = pause * Double.random(in: 0.5...1)
                try await clock.sleep(for: min(Self.longestPause, max(jittered, retryAfter ?? .zero)))
                pause *= 3
            }
        }
    }

    /// Asks once whether a queue or topic is there and at work; nil when nothing speaks against it. Whoever may order tasks need not have the
    /// right to look: a refusal is an answer.
    ///
    /// - Parameters:
    ///   - path: begins with the API's version.
    ///   - deadline: for the answer.
    func complaint(about path: String, within deadline: Duration) async -> String? {
        do {
            let answer = try await ask(.GET, path, nil, deadline)
            switch answer.status {
            case 401, 403: return nil
            case 404: return "does not exist"
            case 200..<300:
                // A topic has no such member, and neither has a queue of a server that knows no pauses.
                let state = (try? JSONDecoder().decode(Looked.self, from: Data(answer.body.readableBytesView)))?.state
                return state == "PAUSED" || state == "DISABLED" ? "is \(state?.lowercased() ?? "")" : nil
            default: return "answers \(answer.status)"
            }
        } catch {
            return "does not answer"
        }
    }

    private struct Looked: Decodable {
        var state: String?
    }

    private static func unavailable(_ reason: String) -> OdoriError {
        OdoriError(.queueUnavailable, "the task queue does not answer: \(reason)", .transient)
    }

    private func attempt(_ method: HTTPMethod, _ path: String, _ body: Data) async throws -> Attempt {
        do {
            return Self.read(try await ask(method, path, ByteBuffer(bytes: body), callDeadline))
        } catch let lost as GoogleCaller.Lost {
            return .failed(lost.description, retryAfter: nil)
        }
    }

    private func ask(
        _ method: HTTPMethod, _ path: String, _ body: ByteBuffer?, _ deadline: Duration
    ) async throws -> GoogleCaller.Answer {
        let headers: HTTPHeaders = body == nil ? [:] : ["Content-Type": "application/json"]
        if let plain {
            let request = PlainRequest(
                method, plain.server.at("/\(path)"), headers: headers, body: body ?? ByteBuffer(), isRepeatable: true)
            return try await Self.whole(plain.connections, request, deadline)
        }
        var request = HTTPClientRequest(url: "\(baseURL)/\(path)")
        request.method = method
        request.headers = headers
        request.body = body.map { .bytes($0) }
        return try await caller.send(request, deadline: deadline, largestAnswer: Self.largestAnswer)
    }

    private static func whole(
        _ connections: PlainConnections, _ request: PlainRequest, _ deadline: Duration
    ) async throws -> GoogleCaller.Answer {
        do {
            let answer = try await connections.send(request, deadline: deadline)
            if let shortfall = answer.shortfall { throw GoogleCaller.Lost(isTimeout: false, shortfall) }
            return GoogleCaller.Answer(status: answer.status, headers: answer.headers, body: answer.body)
        } catch let lost as PlainLost {
            throw GoogleCaller.Lost(isTimeout: lost.isTimeout, lost.description)
        }
    }

    private static func read(_ answer: GoogleCaller.Answer) -> Attempt {
        let status = answer.status
        if (200..<300).contains(status) { return .answered(.done, answer.body) }
        let body = Data(answer.body.readableBytesView)
        // Whatever stands there that is not the documented error is no more than missing words.
        let message = (try? JSONDecoder().decode(CloudTasksWire.Failure.self, from: body))?.error.message ?? ""
        let reason = "\(status) \(message)"
        switch status {
        case 409: return .answered(.exists, answer.body)
        case 404: return .answered(.missing(message), answer.body)
        case 408, 429, 500...: return .failed(reason, retryAfter: answer.retryAfter)
        default: return .answered(.refused(reason), answer.body)
        }
    }
}

extension OdoriError.Code {
    /// The queue cannot be reached or cannot answer now.
    static let queueUnavailable: Self = "queue_unavailable"
    /// The queue does not exist.
    static let queueMissing: Self = "queue_missing"
    /// The queue will not take this task, now or later.
    static let taskRefused: Self = "task_refused"
}
