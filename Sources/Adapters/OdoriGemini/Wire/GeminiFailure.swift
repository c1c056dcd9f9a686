import Foundation
import OdoriDomain
import OdoriProviderHTTP

/// An answer that is an error by its HTTP status, and what it means to the engine. The vendor charges for none of these.
struct GeminiFailure: Error {
    let status: Int
    /// `RESOURCE_EXHAUSTED`, `INVALID_ARGUMENT`, …; of the newer API `quota_exceeded`, `invalid_request`, …
    let word: String
    let message: String
    /// `ErrorInfo.reason`: `API_KEY_INVALID`.
    let reasons: [String]
    /// `QuotaFailure`: which quotas are used up.
    let quotas: [String]
    /// `RetryInfo`, which often is not there, or `Retry-After`.
    let retryDelay: Duration?
    /// Until the vendor's day ends.
    let restOfDay: Duration

    /// Where neither the vendor nor the quota's name says how long.
    private static let shortRest = Duration.seconds(30)

    /// How long the key is to rest; nil when this is not about a quota.
    var quotaRest: Duration? {
        guard status == 429 else { return nil }
        if word == "quota_exceeded" || quotas.contains(where: { $0.contains("PerDay") }) { return restOfDay }
        return retryDelay ?? Self.shortRest
    }

    /// The key is not valid, or not any more, or not for this.
    var isAboutTheKey: Bool {
        status == 401 || status == 403 || reasons.contains { $0.hasPrefix("API_KEY") }
    }

    func error(about model: String) -> OdoriError {
        let text = "Gemini refuses with \(status) \(word): \(message)".asOneLine
        if let quotaRest {
            return OdoriError(.providerUnavailable, text, .throttled(retryAfter: quotaRest))
        }
        if PolicyWords.mean(word) { return OdoriError(.contentPolicy, text) }
        if isAboutTheKey { return OdoriError(.providerRefused, text) }
        return switch status {
        // Prepaid credit is used up.
        case 402: OdoriError(.providerArrears, text)
        case 404: OdoriError(.providerRefused, "Gemini knows no model \(model): \(message)".asOneLine)
        case 408, 409, 500...: OdoriError(.providerUnavailable, text, .transient)
        default: OdoriError(.providerRefused, text)
        }
    }
}

extension GeminiFailure {
    /// Reads an error's body, alone or wrapped in an array; nil for a page that is not the vendor's.
    init?(_ answer: ProviderAnswer, hiding pass: GeminiPass, now: Timestamp) {
        let decoder = JSONDecoder()
        let found =
            (try? decoder.decode(Envelope.self, from: answer.body))
            ?? (try? decoder.decode([Envelope].self, from: answer.body))?.first
        guard let error = found?.error else { return nil }
        status = answer.status
        word = error.status ?? ""
        message = pass.hidden(in: error.message ?? "").asOneLine
        let details = error.details ?? []
        reasons = details.compactMap(\.reason)
        quotas = details.flatMap { $0.violations ?? [] }.compactMap(\.quotaId)
        retryDelay = details.compactMap(\.retryDelay).first.flatMap(Self.duration) ?? answer.retryAfter
        restOfDay = QuotaDay.rest(at: now)
    }

    /// A JSON duration: `34s`, `55.57s`.
    private static func duration(_ text: String) -> Duration? {
        guard text.hasSuffix("s"), let seconds = Double(text.dropLast()), (0...86_400).contains(seconds) else {
            return nil
        }
        return .milliseconds(Int64((seconds * 1000).rounded(.up)))
    }

    private struct Envelope: Decodable {
        var error: Problem
    }

    private struct Problem: Decodable {
        var message: String?
        var status: String?
        var details: [Detail]?

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            message = try members.decodeIfPresent(String.self, forKey: .message)
            // The newer API has its word where the older one has a number.
            let word = try? members.decode(String.self, forKey: .code)
            status = try members.decodeIfPresent(String.self, forKey: .status) ?? word
            details = try members.decodeIfPresent([Detail].self, forKey: .details)
        }

        enum CodingKeys: String, CodingKey {
            case code, message, status, details
        }
    }

    private struct Detail: Decodable {
        var reason: String?
        var retryDelay: String?
        var violations: [Violation]?
    }

    private struct Violation: Decodable {
        var quotaId: String?
    }
}
