import AsyncHTTPClient
import Foundation
import NIOCore
import OdoriDomain
import OdoriEgress
import OdoriKling
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

/// Our side of the wire: the adapter as the worker assembles it, and an order to make.
struct Studio: Sendable {
    let kling: KlingMotionTransfer
    /// The time of day: the fake judges tokens by it.
    let clock: ManualClock

    /// Puts the adapter together for a server at `base`.
    static func working(
        at base: String,
        key: String = Fake.key,
        access: KlingAccess? = nil,
        deadline: Duration = .seconds(10),
        _ body: (Studio) async throws -> Void
    ) async throws {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(configuration: configuration)
        do {
            try await body(try Studio(base: base, access: access ?? .key(key), deadline: deadline, http: http))
        } catch {
            try await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }

    private init(base: String, access: KlingAccess, deadline: Duration, http: HTTPClient) throws {
        clock = ManualClock(now: Timestamp(Date()))
        let port = try #require(URLComponents(string: base)?.port)
        let allowed = try #require(EgressPolicy.Exception("127.0.0.1:\(port)"))
        kling = KlingMotionTransfer(
            KlingConfiguration(
                baseURL: base, access: access, model: Self.model(access), tariff: .perSecond(168_000),
                unitPrice: 140_000, callDeadline: deadline),
            http: http,
            links: PlainLinks(),
            fetcher: CurlLinkFetcher(EgressPolicy(allowed: [allowed])),
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
        try await kling.submit(try await Self.order(), key: key, submitBy: soon)
    }

    /// Asks until the operation is no longer under way.
    func end(of id: String) async throws -> MotionState {
        try await eventually(within: .seconds(20), "the operation ends") {
            let state = try await kling.check(id, progress: { _ in })
            if case .running = state { return nil }
            return state
        }
    }

    static func order(seconds: Double = 10) async throws -> MotionOrder {
        let concept = try await PretendConceptWriter().write(ConceptBrief(style: Style.all[0], seed: 1)).value.concept
        let id = try #require(ReferenceID(rawValue: "street"))
        let media = MediaFacts(
            width: 1080, height: 1920, fps: 30, duration: seconds, codec: "h264", profile: "High", hasAudio: true)
        let reference = ReferenceMotion(
            id: id, source: .studio("street"), analysis: PretendDanceAnalyst.analysis, media: media,
            video: try asset("anime_dance/references/street/video.mp4"),
            firstFrame: try asset("anime_dance/references/street/first.png"))
        return MotionOrder(
            image: try asset("anime_dance/tmp/align.png"), reference: reference, concept: concept, outfit: nil)
    }

    private static func asset(_ name: String) throws -> StoredAsset {
        let object = try #require(ObjectName(rawValue: name))
        return StoredAsset(object: object, bytes: 1, crc32c: "00000000", sha256: "00")
    }

    /// A key of its own for each number.
    static func key(_ number: Int) throws -> OperationKey {
        let digits = String(number, radix: 16)
        return try #require(OperationKey(rawValue: String(repeating: "0", count: 32 - digits.count) + digits))
    }
}

/// Links that nobody follows.
struct PlainLinks: AssetLinks {
    func link(to object: ObjectName) -> String { "https://media.test/\(object)" }
}

/// The error that `body` ends with.
func failure<Value>(_ body: () async throws -> Value) async throws -> OdoriError {
    do {
        _ = try await body()
    } catch let error as OdoriError {
        return error
    }
    throw Succeeded()
}

/// What should have failed did not.
struct Succeeded: Error {}

/// Something else happened than was expected.
struct Unexpected: Error {
    let what: String

    init(_ what: String) {
        self.what = what
    }
}
