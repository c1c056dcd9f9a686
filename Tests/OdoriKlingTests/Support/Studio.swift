import AsyncHTTPClient
import Foundation
import OdoriDomain
import OdoriEgress
import OdoriFakes
import OdoriKling
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

/// Our side of the wire: the adapter as the worker assembles it.
struct Studio: Sendable {
    let kling: KlingMotionTransfer
    /// The time of day: the fake judges tokens by it.
    let clock: ManualClock

    /// Puts the adapter together for a server at `base`.
    static func working(
        at base: String,
        key: String = FakeProviders.key,
        access: KlingAccess? = nil,
        deadline: Duration = .seconds(10),
        _ body: (Studio) async throws -> Void
    ) async throws {
        try await HTTPClient.withProviderClient { http in
            try await body(try Studio(base: base, access: access ?? .key(key), deadline: deadline, http: http))
        }
    }

    private init(base: String, access: KlingAccess, deadline: Duration, http: HTTPClient) throws {
        clock = ManualClock(now: Timestamp(Date()))
        kling = KlingMotionTransfer(
            KlingConfiguration(
                baseURL: base, access: access, model: Self.model(access), tariff: .perSecond(168_000),
                unitPrice: 140_000, callDeadline: deadline),
            http: http,
            links: PretendLinks(),
            fetcher: CurlLinkFetcher(try .reaching(base)),
            clock: clock
        )
    }

    private static func model(_ access: KlingAccess) -> String {
        switch access {
        case .key: "kling-3.0"
        case .pair: "kling-v3"
        }
    }

    /// Time enough for a submission.
    var soon: Timestamp { clock.now + .seconds(30) }

    func submit(_ key: OperationKey) async throws -> String {
        try await kling.submit(try await .pretend(), key: key, submitBy: soon)
    }

    /// Asks until the operation is no longer under way.
    func end(of id: String) async throws -> MotionState {
        try await eventually(within: .seconds(20), "the operation ends") {
            let state = try await kling.check(id, progress: { _ in })
            if case .running = state { return nil }
            return state
        }
    }
}
