import Foundation
package import OdoriDomain
import OdoriPorts

/// The machine's own clock.
package struct SystemClock: WallClock {
    package init() {}

    package var now: Timestamp {
        Timestamp(Date())
    }

    /// Waits in real time; setting the machine's clock meanwhile changes nothing.
    package func sleep(for duration: Duration) async throws {
        try await Sleepers.shared.sleep(until: .now + duration)
    }

    package func pause(upTo longest: Duration) async throws {
        try await sleep(for: longest * Double.random(in: 0...1))
    }
}
