import Foundation
import OdoriDomain
import OdoriPorts

/// A push that this build cannot read, wrapped so that it comes again to a newer build.
///
/// Layout 1, kept readable for ever: `{"handed_on":{"since_at":…, "times":1, "body":"…"}}`.
struct HandedOnPush {
    /// The push as it first came.
    let body: Data
    private let since: Timestamp
    private let times: Int

    /// How such a push begins; nearly none does, and to look costs less than to try reading what is not there.
    private static let mark = Data(#"{"handed_on":"#.utf8)

    /// A push as it first comes.
    init(first body: Data, now: Timestamp) {
        self.body = body
        since = now
        times = 0
    }

    /// Nil when it was not handed on before.
    init?(reading data: Data) {
        guard data.starts(with: Self.mark), let wire = try? JSONDecoder().decode(Wire.self, from: data) else {
            return nil
        }
        body = Data(wire.handedOn.body.utf8)
        since = wire.handedOn.sinceAt
        times = wire.handedOn.times
    }

    /// The task that brings the push again; nil when it was handed on for long enough.
    func next(now: Timestamp) throws -> QueuedTask? {
        guard now < since + HandOn.limit else { return nil }
        let inner = Wire.Inner(sinceAt: since, times: times + 1, body: String(decoding: body, as: UTF8.self))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return QueuedTask(
            queue: .poll, id: "\(hexSHA256(body).prefix(32))-\(since.milliseconds)-handed-on-\(times + 1)",
            path: "/tasks/stage", body: try encoder.encode(Wire(handedOn: inner)), notBefore: now + HandOn.pause,
            deadline: .seconds(600))
    }

    private struct Wire: Codable {
        var handedOn: Inner

        struct Inner: Codable {
            var sinceAt: Timestamp
            var times: Int
            var body: String

            enum CodingKeys: String, CodingKey {
                case times, body
                case sinceAt = "since_at"
            }
        }

        enum CodingKeys: String, CodingKey {
            case handedOn = "handed_on"
        }
    }
}
