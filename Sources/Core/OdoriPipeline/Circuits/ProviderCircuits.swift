import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts
import Synchronization

/// The providers' circuits as this worker knows them: read at most every few seconds, written only when one of them changes.
///
/// Failures in a row are counted here, by each worker for itself; what comes of them stands in the store, for all.
final class ProviderCircuits: Sendable {
    private struct Known {
        var circuit: ProviderCircuit
        var readAt: Timestamp
    }

    private struct State {
        var known: [String: Known] = [:]
        /// How many calls failed since the last that was answered.
        var failures: [String: Int] = [:]
    }

    private let transactor: Transactor
    private let logger: Logger
    private let state = Mutex(State())
    /// How long what was read is believed.
    private static let freshness = Duration.seconds(5)

    init(store: any DocumentStore, clock: any WallClock, logger: Logger) {
        transactor = Transactor(store: store, clock: clock)
        self.logger = logger
    }

    /// Until when a call may not be made, and why; nil when it may. Of many that ask an ailing provider again, one is let through.
    func pause(of provider: String, for call: ProviderCircuit.Call) async throws -> (Timestamp, ProviderCircuit)? {
        let now = transactor.clock.now
        let circuit = try await circuit(of: provider)
        switch circuit.admission(of: call, now: now) {
        case .open: return nil
        case .paused(let until): return (until, circuit)
        case .probe: break
        }
        let admission = try await change(provider) { circuit in
            let admission = circuit.admission(of: call, now: now)
            if admission == .probe { circuit.beginProbe(now: now) }
            return admission
        }
        guard case .paused(let until) = admission else { return nil }
        return (until, try await self.circuit(of: provider))
    }

    /// Whether an order would have to wait.
    func isPaused(_ provider: String) async throws -> Bool {
        let admission = try await circuit(of: provider).admission(of: .order, now: transactor.clock.now)
        if case .paused = admission { return true }
        return false
    }

    /// Until when a provider is left alone whose call has just failed; nil when it goes on as it is.
    func outage(of provider: String) async throws -> (Timestamp, ProviderCircuit)? {
        let circuit = try await circuit(of: provider)
        return circuit.outage.map { ($0.probeAt, circuit) }
    }

    /// Learns from the end of a call. That the store cannot be written is no reason to lose the call's answer.
    func note(_ signal: ProviderSignal, of provider: String, _ error: OdoriError?) async throws {
        do {
            switch signal {
            case .answered: try await answered(provider)
            case .failed: try await failed(provider, error ?? OdoriError(.providerUnavailable, "no answer"))
            case .neither: return
            }
        } catch let error as OdoriError where error.kind == .transient {
            logger.warning(
                "what became of a provider could not be written down",
                metadata: ["provider": "\(provider)", "error": "\(error)"])
        }
    }

    private func answered(_ provider: String) async throws {
        let wasOut = state.withLock { state in
            state.failures[provider] = nil
            return state.known[provider]?.circuit.outage != nil
        }
        guard wasOut else { return }
        let ended = try await change(provider) { circuit in
            defer { circuit.recover() }
            return circuit.outage
        }
        guard let ended else { return }
        logger.notice(
            "a provider answers again", metadata: ["provider": "\(provider)", "since": "\(ended.since.rfc3339)"])
    }

    private func failed(_ provider: String, _ error: OdoriError) async throws {
        let matters = state.withLock { state in
            let failures = (state.failures[provider] ?? 0) + 1
            state.failures[provider] = failures
            return failures >= ProviderSignal.limit || state.known[provider]?.circuit.outage != nil
        }
        guard matters else { return }
        let now = transactor.clock.now
        let began = try await change(provider) { circuit in
            let before = circuit.outage
            circuit.fail(error, now: now)
            return before == nil
        }
        state.withLock { $0.failures[provider] = nil }
        guard began else { return }
        WorkContext.current.meter?.add(to: .providerPauses, provider)
        logger.error("a provider is paused", metadata: ["provider": "\(provider)", "error": "\(error)"])
    }

    private func circuit(of provider: String) async throws -> ProviderCircuit {
        let now = transactor.clock.now
        let known = state.withLock { $0.known[provider] }
        if let known, now >= known.readAt, now < known.readAt + Self.freshness { return known.circuit }
        let read = try await transactor.read(CircuitState.self, provider).circuit
        remember(read, readAt: now)
        return read
    }

    private func change<Result>(
        _ provider: String, _ body: (inout ProviderCircuit) -> Result
    ) async throws -> Result {
        let now = transactor.clock.now
        let (result, circuit) = try await transactor.update(CircuitState.self, provider) { state in
            let result = body(&state.circuit)
            return (result, state.circuit)
        }
        remember(circuit, readAt: now)
        return result
    }

    private func remember(_ circuit: ProviderCircuit, readAt: Timestamp) {
        state.withLock { $0.known[circuit.provider] = Known(circuit: circuit, readAt: readAt) }
    }
}
