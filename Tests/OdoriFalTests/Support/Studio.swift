import AsyncHTTPClient
import Foundation
import OdoriDomain
import OdoriEgress
import OdoriFakes
import OdoriFal
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

/// Our side of the wire: the adapter as the worker assembles it.
struct Studio: Sendable {
    let fal: FalMotionTransfer
    let configuration: FalConfiguration
    let http: HTTPClient
    /// The time of day: the fake judges tokens by it.
    let clock: ManualClock

    /// Puts the adapter together for a server at `base`.
    static func working(
        at base: String,
        key: String = FakeProviders.key,
        deadline: Duration = .seconds(10),
        _ body: (Studio) async throws -> Void
    ) async throws {
        try await HTTPClient.withProviderClient { http in
            try await body(try Studio(base: base, key: key, deadline: deadline, http: http))
        }
    }

    private init(base: String, key: String, deadline: Duration, http: HTTPClient) throws {
        clock = ManualClock(now: Timestamp(Date()))
        self.http = http
        configuration = FalConfiguration(
            queueURL: base, key: key, model: Self.model, tariff: .perSecond(168_000), callDeadline: deadline)
        fal = FalMotionTransfer(
            configuration, http: http, links: PretendLinks(), fetcher: CurlLinkFetcher(try .reaching(base)),
            clock: clock)
    }

    static let model = "fal-ai/kling-video/v3/pro/motion-control"

    /// Time enough for a submission.
    var soon: Timestamp { clock.now + .seconds(30) }

    func submit(_ number: Int = 1, callback: String? = nil) async throws -> String {
        var order = try await MotionOrder.pretend()
        order.callback = callback
        return try await fal.submit(order, key: try .numbered(number), submitBy: soon)
    }

    /// Asks until the operation is no longer under way.
    func end(of id: String) async throws -> MotionState {
        try await eventually(within: .seconds(20), "the operation ends") {
            let state = try await fal.check(id, progress: { _ in })
            if case .running = state { return nil }
            return state
        }
    }
}
