package import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
package import OdoriPorts
import OdoriProviderHTTP

/// Calls Gemini, each call answered at once. It repeats a request only where the answer says that nothing was done: under the next
/// key after a quota, with a new token after an old one.
package struct GeminiClient: Sendable {
    let configuration: GeminiConfiguration
    let access: GeminiAccess
    let clock: any WallClock
    private let http: ProviderHTTP

    /// Pictures of 4K and songs of some minutes in base64 stay below this.
    private static let largestAnswer = 64 << 20

    /// - Parameter http: must follow no redirects and repeat nothing by itself.
    package init(_ configuration: GeminiConfiguration, access: GeminiAccess, http: HTTPClient, clock: any WallClock) {
        self.configuration = configuration
        self.access = access
        self.http = ProviderHTTP(http)
        self.clock = clock
    }

    /// `models/{model}:generateContent`
    ///
    /// - Parameter request: made anew for each pass, since files belong to the key that handed them over.
    func generate(
        _ model: String, _ request: (GeminiPass) async throws -> GeminiRequest
    ) async throws -> GeminiAnswer {
        try await call(model, at: configuration.place.generating(with: model)) { try await request($0).body() }
    }

    /// One call that is answered at once with JSON, under each pass once where the one before was refused.
    ///
    /// - Parameter body: made anew for each pass.
    /// - Throws: `answer_lost` when the request went out and no answer that can be read came back.
    func call<Answer: Decodable>(
        _ model: String, at url: String, _ body: (GeminiPass) async throws -> GeminiBody
    ) async throws -> Answer {
        var last: OdoriError?
        for _ in 0..<access.tries {
            let pass = try await passOr(last, model)
            do {
                return try await post(try await body(pass), to: url, pass)
            } catch let failure as GeminiFailure {
                let error = failure.error(about: model)
                guard await access.note(failure, of: pass, model: model) else { throw error }
                last = error
            }
        }
        throw last ?? OdoriError(.providerUnavailable, "Gemini was not asked", .transient)
    }

    /// The next pass. Where there is none because all were just refused, the vendor's own words say why.
    private func passOr(_ last: OdoriError?, _ model: String) async throws -> GeminiPass {
        do {
            return try await access.pass(for: model)
        } catch let error as OdoriError {
            guard let last, last.kind == error.kind else { throw error }
            throw last
        }
    }

    private func post<Answer: Decodable>(
        _ body: GeminiBody, to url: String, _ pass: GeminiPass
    ) async throws -> Answer {
        var message = HTTPClientRequest(url: url)
        message.method = .POST
        message.headers.add(name: "Content-Type", value: "application/json")
        message.body = .stream(body, length: .known(body.length))
        let reply = try await send(message, pass) { !body.wasBegun }
        do {
            return try JSONDecoder().decode(Answer.self, from: reply.body)
        } catch {
            throw OdoriError(.answerLost, "Gemini's answer cannot be read", .transient)
        }
    }

    /// Sends one request once.
    ///
    /// - Parameter isUnsent: whether nothing of the request went out, when no answer came.
    /// - Throws: `GeminiFailure` for an error of the vendor's; `answer_lost`, or `provider_unavailable` where nothing was sent.
    func send(
        _ request: HTTPClientRequest, _ pass: GeminiPass, isUnsent: () -> Bool
    ) async throws -> ProviderAnswer {
        var request = request
        for header in pass.headers { request.headers.add(name: header.name, value: header.value) }
        let reply: ProviderAnswer
        do {
            reply = try await http.exchange(
                request, within: configuration.callDeadline, atMost: Self.largestAnswer)
        } catch let error as CancellationError {
            throw error
        } catch {
            let reason = pass.hidden(in: String(describing: error)).asOneLine
            throw isUnsent()
                ? OdoriError(.providerUnavailable, "Gemini cannot be reached: \(reason)", .transient)
                : OdoriError(.answerLost, "Gemini's answer was lost: \(reason)", .transient)
        }
        guard reply.status != 200 else { return reply }
        guard let failure = GeminiFailure(reply, hiding: pass, now: clock.now) else {
            throw OdoriError(.answerLost, "\(reply.status) with a page that is not Gemini's answer", .transient)
        }
        throw failure
    }
}
