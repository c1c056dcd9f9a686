import Foundation
import NIOHTTP1
import OdoriDomain
import OdoriProviderHTTP

/// An answer that is no success, and what it means to the engine.
struct FalRefusal {
    let status: Int
    let types: [String]
    let message: String
    let retryAfter: Duration?
    /// The body was one of fal's own: somebody has thought about the request.
    let isExplained: Bool

    init(_ answer: ProviderAnswer, hiding key: FalConfiguration.HiddenKey) {
        let problem = try? JSONDecoder().decode(FalProblem.self, from: answer.body)
        status = answer.status
        types = (problem?.types ?? []) + [answer.headers.first(name: "X-Fal-Error-Type")].compactMap(\.self)
        message = key.hidden(in: problem?.message ?? "").asOneLine
        retryAfter = answer.retryAfter
        isExplained = problem != nil
    }

    private var text: String { "fal refuses with \(status)\(types.first.map { " (\($0))" } ?? ""): \(message)" }

    /// Of a submission. What the gateway says without a reason is a doubt: the request may have been taken.
    var error: OdoriError {
        if isPolicy { return OdoriError(.contentPolicy, text) }
        if types.contains("concurrent_requests_limit") {
            return OdoriError(.providerBusy, text, .throttled(retryAfter: retryAfter ?? .seconds(1)))
        }
        return switch status {
        case 402: OdoriError(.providerArrears, text)
        case 403 where saysArrears: OdoriError(.providerArrears, text)
        case 429: OdoriError(.providerUnavailable, text, .throttled(retryAfter: retryAfter ?? .seconds(1)))
        case 400..<500 where ![408, 409, 499].contains(status): OdoriError(.providerRefused, text)
        default: OdoriError(.providerUnavailable, text, .transient)
        }
    }

    /// Of a question about work that is paid for already: no refusal of a question ends such work.
    var errorOfQuestion: OdoriError {
        switch status {
        case 429: OdoriError(.providerUnavailable, text, .throttled(retryAfter: retryAfter ?? .seconds(1)))
        case 400..<500 where status != 408: OdoriError(.providerRefused, text, .throttled(retryAfter: .seconds(60)))
        default: OdoriError(.providerUnavailable, text, .transient)
        }
    }

    /// Of the model's result: the request has ended, and this is how. Nil: nobody says why, so it is asked for again.
    var failure: OdoriError? {
        guard isExplained, ![401, 403, 404, 408, 429].contains(status) else { return nil }
        return OdoriError(isPolicy ? .contentPolicy : .providerFailed, "fal: \(types.first ?? "no type"): \(message)")
    }

    private var isPolicy: Bool { FalRefusal.isPolicy(types) }

    static func isPolicy(_ types: [String]) -> Bool { types.contains("content_policy_violation") }

    /// A locked account has no type of its own; the sentence is what is known of it.
    private var saysArrears: Bool {
        let words = message.lowercased()
        return words.contains("exhausted balance") || words.contains("user is locked")
    }
}
