/// What the end of a call says of a provider's health. Pure.
package enum ProviderSignal: Sendable, Hashable {
    /// It is there, whatever it answered: a refusal is an answer.
    case answered
    /// It could not be reached, took too long, or did not know what to say.
    case failed
    /// Nothing: it asked for patience, or the trouble was not its own.
    case neither

    /// How many calls must fail in a row until a provider is left alone. Fewer than a stage has attempts.
    package static let limit = 3

    package init(_ error: OdoriError) {
        switch error.kind {
        case .permanent: self = .answered
        case .throttled, .cancelled: self = .neither
        case .transient:
            let codes: Set<OdoriError.Code> = [.providerUnavailable, .answerLost, .internalError]
            self = codes.contains(error.code) ? .failed : .neither
        }
    }
}
