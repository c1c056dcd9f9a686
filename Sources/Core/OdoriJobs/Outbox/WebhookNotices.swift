import Foundation
package import OdoriDomain
import OdoriPorts

/// What a job's caller is to be told because of a change of the job: documents for the very commit that makes the change.
package struct WebhookNotices: Sendable {
    private let links: MediaLinks
    private let schedule: WebhookSchedule
    /// A body with every stage of every character may be larger than receivers and stores take; then it does without those.
    private static let comfortableBytes = 256 << 10

    /// - Parameter links: good for as long as events are delivered.
    package init(links: MediaLinks, schedule: WebhookSchedule = .standard) {
        self.links = links
        self.schedule = schedule
    }

    /// The events between two states of a job: its end, and the characters that it did not have before.
    ///
    /// They name the version of the job's document that is written with them, so the same change never makes two.
    package func due(
        from before: JobDocument, to after: JobDocument, runs: [RunDocument]?, now: Timestamp
    ) throws -> [OutboxDocument] {
        guard let url = after.config.webhookURL else { return [] }
        let wanted = Set(after.config.webhookEvents ?? WebhookEvent.standard)
        var events: [(WebhookEvent, Slot?)] = []
        let known = Set(before.results.map(\.characterID))
        for result in after.results where !known.contains(result.characterID) {
            events.append((.characterCompleted, runs?.first { $0.result == result }?.slot))
        }
        if !before.status.isEnded, let end = WebhookEvent(end: after.status) { events.append((end, nil)) }
        events.removeAll { !wanted.contains($0.0) }
        guard !events.isEmpty else { return [] }
        var status = JobBody(after, links: links, estimatedCompletion: after.extrapolatedEnd(now: now))
        status.characters = runs.map { CharacterBody.all(of: after, runs: $0, books: nil, links) }
        if try Self.encoder.encode(status).count > Self.comfortableBytes { status.characters = nil }
        return try events.map { event, slot in
            let id = WebhookID(event, of: after.jobID, version: after.version, slot: slot)
            let body = Body(type: event, timestamp: now, data: status)
            return OutboxDocument(
                id: id, event: event, job: after, slot: slot, url: url,
                body: String(decoding: try Self.encoder.encode(body), as: UTF8.self), now: now,
                pause: schedule.pause(before: 0, of: id) ?? .zero)
        }
    }

    private struct Body: Encodable {
        var type: WebhookEvent
        var timestamp: Timestamp
        var data: JobBody
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
