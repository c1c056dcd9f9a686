package import OdoriDomain
import OdoriPorts
import Synchronization

/// A clock on which every sleep is over at once and moves the time on by its length: for code that only pauses, where nobody else
/// needs to act meanwhile.
package final class HastyClock: WallClock {
    private let time: Mutex<Timestamp>

    /// - Parameter now: 2026-02-07T10:00:00Z unless said otherwise.
    package init(now: Timestamp = Timestamp(seconds: 1_770_458_400)) {
        time = Mutex(now)
    }

    package var now: Timestamp {
        time.withLock { $0 }
    }

    package func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        time.withLock { $0 = $0 + max(.zero, duration) }
        await Task.yield()
    }
}
