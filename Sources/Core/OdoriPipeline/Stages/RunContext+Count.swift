import OdoriDomain
import OdoriPorts

extension RunContext {
    /// Makes a provider's call and counts how long it took and how it ended.
    func counted<Answer>(
        _ provider: String, _ call: String, _ body: () async throws -> Answer
    ) async throws -> Answer {
        guard let meter = WorkContext.current.meter else { return try await body() }
        let began = services.clock.now
        func note(_ outcome: String) {
            let seconds = services.clock.now.duration(since: began).inSeconds
            meter.observe(seconds, in: .providerSeconds, provider, call, outcome)
        }
        do {
            let answer = try await body()
            note("answered")
            return answer
        } catch {
            note(Self.word(error))
            throw error
        }
    }

    private static func word(_ error: any Error) -> String {
        guard let error = error as? OdoriError else { return error is CancellationError ? "cancelled" : "failed" }
        if error.code == .answerLost { return "lost" }
        return switch error.kind {
        case .transient: "failed"
        case .throttled: "throttled"
        case .permanent: "refused"
        case .cancelled: "cancelled"
        }
    }
}
