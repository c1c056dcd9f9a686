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
