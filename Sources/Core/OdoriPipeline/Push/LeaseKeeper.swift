import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Keeps an attempt's lease while it works: renews it, shows its progress, and notices every second whether it may go on. It keeps the
/// attempt's time as well: one timer for each attempt, not two.
struct LeaseKeeper<State: LeasedState>: Sendable {
    let id: State.ID
    let stage: StageID
    let epoch: Int
    let services: PipelineServices
    let progress: ProgressGauge
    /// When the attempt has had its time.
    let deadline: Timestamp
    /// False while an ended stage is reconciled, which goes on after its job was cancelled.
    let stopsWhenClosed: Bool

    /// Why an attempt must stop.
    enum Stop: Sendable {
        case leaseLost
        /// It could not be renewed in time.
        case leaseExpired
        /// The job was cancelled.
        case closed
        /// The attempt has lasted as long as it may.
        case timeLimit
    }

    /// Returns when the attempt must stop; nil when the task was cancelled because the attempt is over.
    func watch() async -> Stop? {
        let settings = services.settings
        var expiry = services.clock.now + settings.lease
        var shown = 0.0
        while true {
            do {
                let left = max(.zero, deadline.duration(since: services.clock.now))
                try await services.clock.sleep(for: min(.seconds(1), settings.heartbeat, left))
                let now = services.clock.now
                if now >= deadline { return .timeLimit }
                let fraction = progress.value
                let isOld = now + settings.lease - settings.heartbeat >= expiry
                if isOld || fraction - shown >= 0.05 {
                    if try await renew(now: now, fraction: fraction), stopsWhenClosed { return .closed }
                    expiry = now + settings.lease
                    shown = fraction
                } else if stopsWhenClosed, try await services.transactor.read(State.self, id).isClosed {
                    return .closed
                }
            } catch is LeaseLost {
                return .leaseLost
            } catch is CancellationError {
                return nil
            } catch {
                services.logger.warning("the lease could not be renewed", metadata: ["error": "\(error)"])
                if services.clock.now >= expiry { return .leaseExpired }
            }
        }
    }

    /// True when the job was closed meanwhile.
    private func renew(now: Timestamp, fraction: Double) async throws -> Bool {
        try await services.transactor.update(State.self, id, durability: { _ in .deferred }) { state in
            guard state.engine.stages[stage]?.isHeld(by: epoch) == true else { throw LeaseLost() }
            let lease = Lease(epoch: epoch, expiresAt: now + services.settings.lease)
            state.engine.update(stage) { record in
                record.lease = lease
                record.dueAt = lease.owedAt
            }
            if fraction > 0 { state.show(progress: fraction, of: stage) }
            return state.isClosed
        }
    }
}
