import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain

/// Calls of Kling's current API, each made once and with a deadline: whether to make one again is the engine's to decide.
struct KlingClient: Sendable {
    let configuration: KlingConfiguration
    let http: HTTPClient

    private static let largestAnswer = 1 << 20

    /// How a call ended that was answered.
    enum Answer<Contents> {
        case contents(Contents)
        case refused(KlingRefusal)
    }

    /// `POST /motion-control/{model}`
    func create(_ body: KlingRequest, within limit: Duration) async throws -> Answer<KlingTask> {
        var request = request("/motion-control/\(configuration.model)")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        request.body = .bytes(ByteBuffer(bytes: try encoder.encode(body)))
        return try await send(request, within: limit)
    }

    /// `GET /tasks?task_ids` or `GET /tasks?external_task_ids`, for one of them.
    func tasks(_ name: QueryName, _ value: String) async throws -> Answer<[KlingTask]> {
        // Ids of theirs and keys of ours hold nothing that means something in a URL; another text is no id.
        guard !value.isEmpty, value.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) })
        else {
            return .contents([])
        }
        return try await send(request("/tasks?\(name.rawValue)=\(value)"), within: configuration.callDeadline)
    }

    enum QueryName: String {
        case ids = "task_ids"
        case keys = "external_task_ids"
    }

    private func request(_ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: configuration.baseURL + path)
        request.headers.add(name: "Authorization", value: "Bearer \(configuration.key.value)")
        return request
    }

    private func send<Contents: Decodable & Sendable>(
        _ request: HTTPClientRequest, within limit: Duration
    ) async throws -> Answer<Contents> {
        let answer: (head: HTTPClientResponse, body: Data)
        do {
            answer = try await exchange(request, within: limit)
        } catch {
            // A call that was called off is no fault of theirs.
            try Task.checkCancellation()
            let reason = configuration.key.hidden(in: String(describing: error))
            throw OdoriError(.providerUnavailable, "Kling does not answer: \(reason)", .transient)
        }
        return try read(answer.head, answer.body)
    }

    /// The whole exchange, body included, inside the limit.
    private func exchange(
        _ request: HTTPClientRequest, within limit: Duration
    ) async throws -> (head: HTTPClientResponse, body: Data) {
        let deadline = TimeAmount.milliseconds(limit.milliseconds)
        return try await withThrowingTaskGroup(of: (HTTPClientResponse, Data)?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                let response = try await http.execute(request, timeout: deadline)
                let body = try await response.body.collect(upTo: Self.largestAnswer)
                return (response, Data(body.readableBytesView))
            }
            group.addTask {
                try await ContinuousClock().sleep(for: limit)
                return nil
            }
            guard let first = try await group.next(), let answer = first else { throw TooSlow() }
            return answer
        }
    }

    private struct TooSlow: Error {}

    private func read<Contents: Decodable>(
        _ response: HTTPClientResponse, _ body: Data
    ) throws -> Answer<Contents> {
        let status = Int(response.status.code)
        do {
            let verdict = try JSONDecoder().decode(KlingVerdict.self, from: body)
            guard verdict.code == 0 else {
                let message = configuration.key.hidden(in: verdict.message ?? "").asOneLine
                return .refused(
                    KlingRefusal(
                        code: verdict.code, status: status, message: message, retryAfter: Self.retryAfter(response)))
            }
            return .contents(try JSONDecoder().decode(KlingContents<Contents>.self, from: body).data)
        } catch {
            // Whether a request that is answered like this was taken, nobody knows.
            let message = "Kling answers \(status) with something that is not its answer"
            throw OdoriError(.providerUnavailable, message, .transient)
        }
    }

    private static func retryAfter(_ response: HTTPClientResponse) -> Duration? {
        response.headers.first(name: "Retry-After").flatMap { Int64($0) }.map { .seconds(min(300, max(0, $0))) }
    }
}
