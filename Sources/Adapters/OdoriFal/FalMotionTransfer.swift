package import AsyncHTTPClient
import Foundation
import NIOHTTP1
package import OdoriDomain
package import OdoriPorts
import OdoriPrompts
import OdoriProviderHTTP
package import SystemPackage

/// Motion transfer by Kling's models at fal, over fal's queue.
///
/// fal knows no key of ours: a submission whose answer is lost can only be learnt of by its callback, and is ambiguous without one.
package struct FalMotionTransfer: MotionTransfer {
    private let configuration: FalConfiguration
    private let client: FalClient
    private let links: any AssetLinks
    private let fetcher: any LinkFetcher
    private let clock: any WallClock

    /// - Parameters:
    ///   - http: must follow no redirects (a followed one sends the submission again) and should not repeat failed connections.
    ///   - links: under which fal fetches the picture and the reference.
    ///   - fetcher: fetches the results, whose URLs fal chooses.
    package init(
        _ configuration: FalConfiguration, http: HTTPClient, links: any AssetLinks, fetcher: any LinkFetcher,
        clock: any WallClock
    ) {
        self.configuration = configuration
        client = FalClient(configuration: configuration, http: http)
        self.links = links
        self.fetcher = fetcher
        self.clock = clock
    }

    /// How long after a submission a question may still not find it; not documented.
    private static let visibilityDelay = Duration.seconds(60)
    /// Far above thirty seconds of 1080p.
    private static let largestVideo: Int64 = 256 << 20

    package var capabilities: MotionCapabilities {
        MotionCapabilities(
            provider: FalConfiguration.provider, canLookUpByKey: false, canCancel: true,
            visibilityDelay: Self.visibilityDelay, worksInCheck: false, slots: configuration.slots)
    }

    /// By output second; an output is never longer than its reference.
    package func price(_ order: MotionOrder) -> Int64 {
        configuration.tariff.worstPrice(seconds: order.reference.media.duration)
    }

    package func submit(_ order: MotionOrder, key: OperationKey, submitBy: Timestamp) async throws -> String {
        let input = FalInput(
            imageURL: try await links.link(to: order.image.object),
            videoURL: try await links.link(to: order.reference.video.object), prompt: Prompts.motion.text)
        // Nothing that takes time stands between this look at the clock and the request.
        let left = submitBy.duration(since: clock.now)
        guard left > .zero else {
            throw OdoriError(.providerUnavailable, "too late to submit this dance", .transient)
        }
        return try await client.submit(
            input, callback: order.callback, within: min(left, configuration.callDeadline)
        ).text
    }

    /// There is nothing to ask by.
    package func lookUp(_ key: OperationKey) async throws -> [String] { [] }

    package func check(_ id: String, progress: @Sendable (Double) async -> Void) async throws -> MotionState {
        guard let ticket = FalTicket(id), let status = try await client.status(ticket) else { return .unknown }
        guard status.isCompleted else { return .running(progress: nil) }
        if status.error != nil || status.errorType != nil { return .failed(Self.failure(status, configuration.key)) }
        let answer = try await client.result(ticket)
        guard answer.isSuccess else {
            let refusal = FalRefusal(answer, hiding: configuration.key)
            guard let failure = refusal.failure else { throw refusal.errorOfQuestion }
            return .failed(failure)
        }
        guard Self.video(in: answer) != nil else {
            return .failed(OdoriError(.providerFailed, "fal reports success without a video"))
        }
        return .succeeded(price: price(answer))
    }

    /// Asks for the result again, because its address may be good for a while only, and fetches it at once.
    package func fetch(_ id: String, into file: FilePath) async throws -> Origin {
        guard let ticket = FalTicket(id) else {
            throw OdoriError(.operationLost, "fal has no request \(id.asOneLine)")
        }
        let answer = try await client.result(ticket)
        guard answer.isSuccess else { throw FalRefusal(answer, hiding: configuration.key).errorOfQuestion }
        guard let link = Self.video(in: answer) else {
            throw OdoriError(.operationLost, "fal has no finished dance \(ticket.requestID)")
        }
        do {
            try await fetcher.fetch(link, into: file, limit: Self.largestVideo)
        } catch let error as OdoriError where error.code == .linkRefused {
            // The dance is paid for: the next attempt asks for its URL again before it is given up.
            throw OdoriError(error.code, "fal's video cannot be had: \(error.message)", .transient)
        }
        return Origin(
            provider: FalConfiguration.provider, model: configuration.model,
            promptHash: Prompts.motion.hash, operationID: ticket.requestID)
    }

    package func cancel(_ id: String) async throws {
        guard let ticket = FalTicket(id) else { return }
        try await client.cancel(ticket)
    }

    private static func video(in answer: ProviderAnswer) -> String? {
        (try? JSONDecoder().decode(FalResult.self, from: answer.body))?.video?.url
    }

    private static func failure(_ status: FalStatus, _ key: FalConfiguration.HiddenKey) -> OdoriError {
        let type = status.errorType ?? "no type"
        let text = "fal: \(type): \(key.hidden(in: status.error?.text ?? "no reason given").asOneLine)"
        return OdoriError(FalRefusal.isPolicy([type]) ? .contentPolicy : .providerFailed, text)
    }

    /// Units that fal says it bills; for these models a unit is a second of output. Nil where it does not say.
    private func price(_ answer: ProviderAnswer) -> Int64? {
        guard case .perSecond(let price) = configuration.tariff,
            let text = answer.headers.first(name: "X-Fal-Billable-Units"), let units = MicroDollars.reading(text)
        else { return nil }
        let (product, overflows) = units.multipliedReportingOverflow(by: price)
        return overflows ? nil : (product + 999_999) / 1_000_000
    }
}
