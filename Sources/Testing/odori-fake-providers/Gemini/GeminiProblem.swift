/// An answer that is an error, as the vendor writes it.
struct GeminiProblem: Error, Sendable {
    var status: Int
    var word: String
    var message: String
    var details: [Detail] = []

    struct Detail: Encodable, Sendable {
        var type: String
        var reason: String?
        var domain: String?
        var retryDelay: String?
        var violations: [Violation]?

        enum CodingKeys: String, CodingKey {
            case reason, domain, retryDelay, violations
            case type = "@type"
        }
    }

    struct Violation: Encodable, Sendable {
        var quotaMetric = "generativelanguage.googleapis.com/generate_content_paid_tier_requests"
        var quotaId: String
    }

    static func argument(_ message: String) -> GeminiProblem {
        GeminiProblem(status: 400, word: "INVALID_ARGUMENT", message: message)
    }

    static func missing(_ message: String) -> GeminiProblem {
        GeminiProblem(status: 404, word: "NOT_FOUND", message: message)
    }

    /// The vendor quotes what it was given; so does this.
    static func key(_ key: String) -> GeminiProblem {
        let info = Detail(
            type: "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID", domain: "googleapis.com")
        return GeminiProblem(
            status: 400, word: "INVALID_ARGUMENT", message: "API key not valid: \(key)", details: [info])
    }

    static func quota(perDay: Bool, retryDelaySeconds: Int) -> GeminiProblem {
        let id = perDay ? "GenerateRequestsPerDayPerProjectPerModel" : "GenerateRequestsPerMinutePerProjectPerModel"
        var details = [
            Detail(type: "type.googleapis.com/google.rpc.QuotaFailure", violations: [Violation(quotaId: id)])
        ]
        if retryDelaySeconds > 0 {
            details.append(
                Detail(type: "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "\(retryDelaySeconds).25s"))
        }
        return GeminiProblem(
            status: 429, word: "RESOURCE_EXHAUSTED", message: "You exceeded your current quota", details: details)
    }

    /// As the newer API says it: a word of its own, and no details.
    var ofInteractions: (status: Int, body: [String: [String: String]]) {
        let isOfDay = details.contains { $0.violations?.contains { $0.quotaId.contains("PerDay") } ?? false }
        let (status, code) =
            switch (self.status, word) {
            case (400, _) where details.contains { $0.reason == "API_KEY_INVALID" }: (401, "authentication")
            case (400, "INVALID_ARGUMENT"): (400, "invalid_request")
            case (404, _): (404, "model_not_found")
            case (429, _): (429, isOfDay ? "quota_exceeded" : "rate_limit_exceeded")
            case (500, _): (500, "api_error")
            case (503, _): (503, "service_unavailable")
            default: (self.status, word.lowercased())
            }
        return (status, ["error": ["code": code, "message": message]])
    }

    /// The body as it goes over the wire.
    struct Envelope: Encodable, Sendable {
        var error: Body

        struct Body: Encodable, Sendable {
            var code: Int
            var message: String
            var status: String
            var details: [Detail]?
        }
    }

    var envelope: Envelope {
        Envelope(
            error: .init(code: status, message: message, status: word, details: details.isEmpty ? nil : details))
    }
}
