import OdoriDomain

/// A code other than 0, and what it means to the engine.
struct KlingRefusal {
    let code: Int
    let status: Int
    let message: String
    /// What the other side asks for with `Retry-After`.
    let retryAfter: Duration?
    /// The request carried a token that was signed for it.
    var signsTokens = false

    /// Of a submission. By the vendor's table of codes; one that stands in no table is judged by the HTTP status.
    ///
    /// 1201, "bad value", is also what the vendor is said to answer to a key that was used before. Nothing tells the two apart, and
    /// nothing need: the engine looks a refused resubmission up.
    var error: OdoriError {
        let text = "Kling refuses with \(code): \(message)"
        return switch code {
        case 1300, 1301: OdoriError(.contentPolicy, text)
        case 1100...1102: OdoriError(.providerArrears, text)
        case 1302: OdoriError(.providerUnavailable, text, .throttled(retryAfter: retryAfter ?? .seconds(1)))
        case 1303: OdoriError(.providerBusy, text, .throttled(retryAfter: retryAfter ?? .seconds(1)))
        case 1003, 1004: clocks
        case 1000...1002, 1103, 1200...1203, 1304: OdoriError(.providerRefused, text)
        case 5000...5002: OdoriError(.providerUnavailable, text, .transient)
        default:
            (400..<500).contains(status) && status != 408 && status != 429
                ? OdoriError(.providerRefused, text)
                : OdoriError(.providerUnavailable, text, .transient)
        }
    }

    /// A token that is not valid yet, or no more. One that is signed for each request is so only where the two clocks differ; it is
    /// signed anew for the next attempt. A key that does not change does not get better.
    private var clocks: OdoriError {
        let text = "Kling refuses the token's time with \(code): \(message); this machine's clock may be wrong"
        return signsTokens
            ? OdoriError(.providerUnavailable, text, .throttled(retryAfter: .seconds(5)))
            : OdoriError(.providerRefused, text)
    }

    /// Of a question about work that is paid for already: no refusal of a question ends such work. What would be for good is given
    /// an operator's minute instead.
    var errorOfQuestion: OdoriError {
        let error = error
        guard error.kind == .permanent else { return error }
        return OdoriError(error.code, error.message, .throttled(retryAfter: .seconds(60)))
    }

    /// The task that was asked for does not exist.
    var isUnknownTask: Bool { code == 1203 }
}
