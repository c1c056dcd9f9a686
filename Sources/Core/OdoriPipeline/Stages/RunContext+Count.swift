import OdoriDomain
import OdoriPorts

extension RunContext {
    /// Makes a provider's call, counts how long it took and how it ended, and learns from it how the provider is.
    ///
    /// - Parameter isForeign: false for work of this machine, which is no provider that could be left alone.
    func counted<Answer>(
        _ provider: String, _ call: String, isForeign: Bool = true, _ body: () async throws -> Answer
    ) async throws -> Answer {
        let began = services.clock.now
        func note(_ outcome: String) {
            let seconds = services.clock.now.duration(since: began).inSeconds
            WorkContext.current.meter?.observe(seconds, in: .providerSeconds, provider, call, outcome)
        }
        let answer: Answer
        do {
            answer = try await body()
        } catch var error as OdoriError {
            note(Self.word(error))
            guard isForeign else { throw error }
            let signal = ProviderSignal(error)
            if signal == .failed { error.provider = provider }
            try await services.circuits.note(signal, of: provider, error)
            throw error
        } catch {
            note(error is CancellationError ? "cancelled" : "failed")
            throw error
        }
        note("answered")
        if isForeign { try await services.circuits.note(.answered, of: provider, nil) }
        return answer
    }

    private static func word(_ error: OdoriError) -> String {
        if error.code == .answerLost { return "lost" }
        return switch error.kind {
        case .transient: "failed"
        case .throttled: "throttled"
        case .permanent: "refused"
        case .cancelled: "cancelled"
        }
    }
}
