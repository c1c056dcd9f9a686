import OdoriDomain
import OdoriProviderHTTP

extension GeminiAnswer {
    /// Why an answer under HTTP 200 is none; nil when it is one.
    ///
    /// - Parameters:
    ///   - isPicture: a picture was asked for: an answer without one is a refusal, whatever else it says.
    ///   - price: what the call cost all the same.
    func refusal(isPicture: Bool, price: Int64) -> OdoriError? {
        if let reason = promptFeedback?.blockReason {
            return policy(reason, promptFeedback?.blockReasonMessage, price)
        }
        guard let candidate = candidates?.first else {
            return OdoriError(.providerFailed, "Gemini answers without a candidate", .transient, price: price)
        }
        let reason = candidate.finishReason ?? "STOP"
        let isMissing = isPicture ? picture == nil : text.isEmpty
        if PolicyWords.mean(reason), isMissing || reason != "OTHER" {
            return policy(reason, candidate.finishMessage ?? (isPicture ? text : nil), price)
        }
        if reason == "MAX_TOKENS" || reason != "STOP" && (isMissing || !isPicture) {
            // Cut off, malformed, or a word that is not known: another try may end otherwise.
            return OdoriError(.providerFailed, "Gemini ended with \(reason.asOneLine)", .transient, price: price)
        }
        guard isMissing else { return nil }
        return isPicture
            ? policy("no picture", text.isEmpty ? nil : text, price)
            : OdoriError(.providerFailed, "Gemini answers with nothing", .transient, price: price)
    }

    private func policy(_ reason: String, _ message: String?, _ price: Int64) -> OdoriError {
        let words = message.map { ": \($0)" } ?? ""
        return OdoriError(.contentPolicy, "Gemini refuses with \(reason)\(words)".asOneLine, price: price)
    }
}
