import Foundation
import OdoriBackends
import OdoriDomain
import OdoriLocal
import OdoriPipeline
import OdoriPorts
import OdoriSettings
import OdoriWorker
import ServiceLifecycle

extension WorkerAssembly {
    /// What the worker does for its queue when it starts: begins the chain of sweeps, and makes what Pub/Sub's emulator lacks.
    func seed(_ receiver: PushReceiver, _ backends: Backends) throws -> @Sendable () async throws -> Void {
        let address = try emulatorAddress(backends)?.url(of: settings.tasks.workerURL)
        return {
            if let address { try await backends.preparePushes?(address) }
            try await receiver.seed()
        }
    }

    /// Nil where Pub/Sub is the service itself, which proves itself by tokens.
    func emulatorAddress(_ backends: Backends) throws -> EmulatorAddress? {
        guard backends.preparePushes != nil else { return nil }
        let secret =
            try settings.api.linkSecret ?? LocalSecrets(dataDirectory: settings.dataDirectory).secret(named: "links")
        return EmulatorAddress(signer: HMACSigner(secret: secret.value))
    }

    /// What the worker does by the clock. A queue that keeps delays is asked for the next sweep once a turn, so that the chain of sweeps
    /// begins again after whatever broke it: a clock that was set back, a queue that was emptied. Any other is given what becomes due.
    func turns(_ receiver: PushReceiver, _ backends: Backends) -> [any Service] {
        let sweep = settings.engine.sweep
        guard !backends.queue.keepsDelays else {
            return [turn("the next sweep could not be ordered", every: sweep) { try await receiver.seed() }]
        }
        return [
            turn("a sweep failed", every: sweep) { try await receiver.sweep(Data()) },
            turn("what is due could not be ordered", every: max(.seconds(1), settings.engine.poll)) {
                try await receiver.publishDue()
            },
        ]
    }

    private func turn(
        _ failure: String, every period: Duration, _ body: @escaping @Sendable () async throws -> Void
    ) -> TurnService {
        TurnService(failure: "\(failure)", period: period, clock: clock, logger: logger, turn: body)
    }
}
