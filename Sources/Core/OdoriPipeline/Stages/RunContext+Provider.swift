import OdoriDomain
import OdoriJobs
import OdoriPorts

extension RunContext {
    /// Waits, without spending an attempt, while a provider is paused. To be asked before anything is recorded of the call.
    ///
    /// - Throws: `NotYet` while it is; `provider_unavailable` when it was for a day.
    func requireOpen(_ provider: String, for call: ProviderCircuit.Call) async throws {
        guard let (until, circuit) = try await services.circuits.pause(of: provider, for: call) else { return }
        throw try wait(until, circuit)
    }

    /// What a failed call leads to: when its provider is left alone because of it, the stage waits as well and spends no attempt.
    func outcome(of error: OdoriError) async throws -> any Error {
        guard let provider = error.provider, !record.status.isEnded,
            let (until, circuit) = try await services.circuits.outage(of: provider), !hasWaitedLong
        else { return error }
        return try wait(until, circuit)
    }

    private func wait(_ until: Timestamp, _ circuit: ProviderCircuit) throws -> NotYet {
        let why = "\(circuit.provider) is paused: \(circuit.complaint ?? "it is asked again soon")"
        guard !hasWaitedLong else { throw OdoriError(.providerUnavailable, why) }
        let pause = max(.zero, until.duration(since: services.clock.now))
        return NotYet(
            delay: pause + .milliseconds(spread(over: min(10_000, 500 + pause.milliseconds / 2))), queue: record.queue,
            reason: OdoriError(.providerPaused, why, .transient))
    }

    /// Those that wait for one provider do not come back all at once.
    private func spread(over milliseconds: Int64) -> Int64 {
        key.utf8.reduce(Int64(record.check)) { ($0 * 31 + Int64($1)) % 10_007 } % max(1, milliseconds)
    }

    private var hasWaitedLong: Bool {
        services.clock.now >= (run.stages[stage]?.startedAt ?? run.createdAt) + BusyPause.limit
    }
}
