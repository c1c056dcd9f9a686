import OdoriDomain
import Synchronization

/// The clock of one machine: now and then somebody sets it, and every process there sees the same wrong time. Waits are not measured
/// by it.
final class MachineClock: Sendable {
    private let offset = Mutex(Duration.zero)

    func time(at now: Timestamp) -> Timestamp {
        now + offset.withLock { $0 }
    }

    func jump(by step: Duration) {
        offset.withLock { $0 += step }
    }
}
