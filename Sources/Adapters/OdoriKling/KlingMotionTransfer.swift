package import AsyncHTTPClient
import Foundation
package import OdoriDomain
package import OdoriPorts
import OdoriPrompts
package import SystemPackage

/// Motion transfer by Kling, motion control only, in the current API or the legacy one as the configured access says.
///
/// The vendor promises nothing about a submission that is made twice, so this adapter never repeats one by itself. Every doubt, a
/// lost answer or an answer that is not understood, is a transient error: the engine then looks the operation up by its key.
package struct KlingMotionTransfer: MotionTransfer {
    private let configuration: KlingConfiguration
    private let client: KlingClient
    private let links: any AssetLinks
    private let fetcher: any LinkFetcher
    private let clock: any WallClock

    /// - Parameters:
    ///   - http: must follow no redirects (a followed one sends the submission again) and should not repeat failed connections.
    ///   - links: under which Kling fetches the picture and the reference.
    ///   - fetcher: fetches the results, whose URLs Kling chooses.
    package init(
        _ configuration: KlingConfiguration, http: HTTPClient, links: any AssetLinks, fetcher: any LinkFetcher,
        clock: any WallClock
    ) {
        self.configuration = configuration
        client = KlingClient(configuration: configuration, http: http)
        self.links = links
        self.fetcher = fetcher
        self.clock = clock
    }

    /// How long after a submission a look-up may still not show it. The vendor says nothing of this. Too long only delays a
    /// resubmission after a crash or a lost answer; too short risks one beside an operation that exists. So a minute.
    private static let visibilityDelay = Duration.seconds(60)
    /// Far above thirty seconds of 1080p.
    private static let largestVideo: Int64 = 256 << 20

    package var capabilities: MotionCapabilities {
        MotionCapabilities(
            provider: KlingConfiguration.provider,
            canLookUpByKey: true,
            canCancel: false,
            visibilityDelay: Self.visibilityDelay,
            worksInCheck: false,
            slots: configuration.slots
        )
    }

    /// By output second; an output is never longer than its reference.
    package func price(_ order: MotionOrder) -> Int64 {
        configuration.tariff.worstPrice(seconds: order.reference.media.duration)
    }

    package func submit(_ order: MotionOrder, key: OperationKey, submitBy: Timestamp) async throws -> String {
        let request = KlingOrder(
            image: try await links.link(to: order.image.object),
            video: try await links.link(to: order.reference.video.object),
            prompt: Prompts.motion.text,
            key: key,
            callback: order.callback)
        // Nothing that takes time stands between this look at the clock and the request.
        let now = clock.now
        let left = submitBy.duration(since: now)
        guard left > .zero else {
            throw OdoriError(.providerUnavailable, "too late to submit this dance", .transient)
        }
        switch try await client.create(request, within: min(left, configuration.callDeadline), now: now) {
        case .contents(let task): return task.id.text
        case .refused(let refusal): throw refusal.error
        }
    }

    package func lookUp(_ key: OperationKey) async throws -> [String] {
        let isOfKeyAsked = configuration.api.asksKeysByPath
        return try Self.tasks(in: try await client.tasks(key: key, now: clock.now))
            .filter { $0.externalID == key.rawValue || (isOfKeyAsked && $0.externalID == nil) }
            .sorted { $0.age < $1.age }
            .map(\.id.text)
    }

    package func check(_ id: String, progress: @Sendable (Double) async -> Void) async throws -> MotionState {
        try await task(id)?.state(unitPrice: configuration.unitPrice) ?? .unknown
    }

    /// Asks for the task again, because its URLs may be good for a while only, and fetches its video at once.
    package func fetch(_ id: String, into file: FilePath) async throws -> Origin {
        guard let link = try await task(id)?.video else {
            throw OdoriError(.operationLost, "Kling has no finished dance \(id)")
        }
        do {
            try await fetcher.fetch(link, into: file, limit: Self.largestVideo)
        } catch let error as OdoriError where error.code == .linkRefused {
            // The dance is paid for: the next attempt asks for its URL again before it is given up.
            throw OdoriError(error.code, "Kling's video cannot be had: \(error.message)", .transient)
        }
        return Origin(
            provider: KlingConfiguration.provider,
            model: configuration.model,
            promptHash: Prompts.motion.hash,
            operationID: id
        )
    }

    /// The vendor has no way to call a task off: it runs to its end, and is paid.
    package func cancel(_ id: String) async throws {}

    private func task(_ id: String) async throws -> KlingTask? {
        try Self.tasks(in: try await client.tasks(id: id, now: clock.now)).first { $0.id.text == id }
    }

    private static func tasks(in answer: KlingClient.Answer<[KlingTask]>) throws -> [KlingTask] {
        switch answer {
        case .contents(let tasks): return tasks
        case .refused(let refusal) where refusal.isUnknownTask: return []
        case .refused(let refusal): throw refusal.errorOfQuestion
        }
    }
}

extension KlingTask {
    /// For putting the oldest first; a task that does not tell its time stands last.
    fileprivate var age: Int64 {
        createTime.flatMap { Int64($0.text) } ?? .max
    }
}
