package import Foundation
package import OdoriDomain
package import OdoriPorts

/// Posts events with libcurl, which asks before it connects to an address, as for downloads.
package struct CurlNotifier: Notifier {
    private let policy: EgressPolicy
    private let limits: EgressLimits
    private let names: FixedNames
    private let clock: any WallClock
    private let threads: EgressThreads
    /// More of an answer is not read; its status is what counts.
    private static let answerLimit: Int64 = 64 << 10

    /// - Parameters:
    ///   - clock: what a receiver's `Retry-After` is reckoned from.
    ///   - parallel: requests at once; more wait their turn.
    package init(
        _ policy: EgressPolicy, clock: any WallClock, limits: EgressLimits = .webhook,
        names: FixedNames = FixedNames(), parallel: Int = 16
    ) {
        self.policy = policy
        self.clock = clock
        self.limits = limits
        self.names = names
        threads = EgressThreads(parallel: parallel)
    }

    package func post(
        _ body: Data, to url: String, headers: [(name: String, value: String)]
    ) async throws -> DeliveryOutcome {
        let link: OutsideLink
        do throws(OutsideLink.Fault) {
            link = try policy.read(url)
        } catch {
            return .refused("the address \(error.reason)")
        }
        let lines = headers.map { "\($0.name): \($0.value)" } + ["Content-Type: application/json", "Expect:"]
        let report = await threads.perform(
            Transfer(
                .post(body), link, headers: lines, names: names, policy: policy, limits: limits,
                byteLimit: Self.answerLimit))
        guard let outcome = report.delivery(host: link.host, now: clock.now) else { throw CancellationError() }
        return outcome
    }
}
