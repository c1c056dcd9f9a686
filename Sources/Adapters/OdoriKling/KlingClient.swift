import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriProviderHTTP

/// Calls of Kling's API, each made once and with a deadline: whether to make one again is the engine's to decide.
struct KlingClient: Sendable {
    let configuration: KlingConfiguration
    let http: HTTPClient

    /// How a call ended that was answered.
    enum Answer<Contents> {
        case contents(Contents)
        case refused(KlingRefusal)
    }

    func create(_ order: KlingOrder, within limit: Duration, now: Timestamp) async throws -> Answer<KlingTask> {
        let api = configuration.api
        return try await send(try api.creation(order), within: limit, now: now, api.created)
    }

    /// The task with an id of theirs.
    func tasks(id: String, now: Timestamp) async throws -> Answer<[KlingTask]> {
        guard Self.isName(id) else { return .contents([]) }
        let api = configuration.api
        return try await send(api.question(id: id), within: configuration.callDeadline, now: now, api.found)
    }

    /// The tasks under a key of ours.
    func tasks(key: OperationKey, now: Timestamp) async throws -> Answer<[KlingTask]> {
        let api = configuration.api
        let call = api.question(key: key.rawValue)
        return try await send(call, within: configuration.callDeadline, now: now, api.found)
    }

    /// Ids of theirs hold nothing that means something in a URL; another text is no id.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
    }

    private func request(_ call: KlingCall, now: Timestamp) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: configuration.baseURL + call.path)
        request.headers.add(name: "Authorization", value: configuration.access.authorization(at: now))
        if let body = call.body {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        return request
    }

    private func send<Contents: Sendable>(
        _ call: KlingCall, within limit: Duration, now: Timestamp, _ contents: (Data) throws -> Contents
    ) async throws -> Answer<Contents> {
        let answer: ProviderAnswer
        do {
            answer = try await ProviderHTTP(http).exchange(request(call, now: now), within: limit)
        } catch let error as CancellationError {
            throw error
        } catch {
            let reason = configuration.access.hidden(in: String(describing: error))
            throw OdoriError(.providerUnavailable, "Kling does not answer: \(reason)", .transient)
        }
        return try read(answer, contents)
    }

    private func read<Contents>(
        _ answer: ProviderAnswer, _ contents: (Data) throws -> Contents
    ) throws -> Answer<Contents> {
        do {
            let verdict = try JSONDecoder().decode(KlingVerdict.self, from: answer.body)
            guard verdict.code == 0 else {
                let message = configuration.access.hidden(in: verdict.message ?? "").asOneLine
                return .refused(
                    KlingRefusal(
                        code: verdict.code, status: answer.status, message: message, retryAfter: answer.retryAfter,
                        signsTokens: configuration.access.signsTokens))
            }
            return .contents(try contents(answer.body))
        } catch {
            // Whether a request that is answered like this was taken, nobody knows.
            let message = "Kling answers \(answer.status) with something that is not its answer"
            throw OdoriError(.providerUnavailable, message, .transient)
        }
    }
}
