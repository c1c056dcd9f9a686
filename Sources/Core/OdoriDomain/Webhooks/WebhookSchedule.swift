/// When an event is tried: entry *i* is the pause before attempt *i*; after the last one it is given up.
package struct WebhookSchedule: Sendable, Hashable {
    package let pauses: [Duration]

    /// The schedule that Standard Webhooks gives as its example: ten attempts in about 75 hours.
    package static let standard = WebhookSchedule(pauses: [
        .zero, .seconds(5), .seconds(300), .seconds(1800), .seconds(7200), .seconds(18000), .seconds(36000),
        .seconds(50400), .seconds(72000), .seconds(86400),
    ])

    private init(pauses: [Duration]) {
        self.pauses = pauses
    }

    /// Reads `0s,5s,5m,30m,2h`: 1–50 durations with their unit (`ms`, `s`, `m`, `h`), none longer than 29 days, because no queue holds
    /// a task longer. Nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let pauses = parts.compactMap { Self.duration(String($0)) }
        guard pauses.count == parts.count, (1...50).contains(pauses.count) else { return nil }
        self.init(pauses: pauses)
    }

    private static func duration(_ text: String) -> Duration? {
        let text = text.drop { $0 == " " }.prefix { $0 != " " }
        let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let units = ["ms": 0.001, "s": 1, "m": 60, "h": 3600]
        guard let number = Double(digits), let unit = units[String(text.dropFirst(digits.count))] else { return nil }
        let seconds = number * unit
        return seconds <= 29 * 86400 ? .milliseconds(Int64((seconds * 1000).rounded())) : nil
    }

    /// From the first attempt to the last one.
    package var total: Duration {
        pauses.reduce(.zero, +)
    }

    /// The pause before attempt `number` (from 0), up to a tenth longer so that many events do not come back at once; nil after the
    /// last attempt.
    package func pause(before number: Int, of id: WebhookID) -> Duration? {
        guard pauses.indices.contains(number) else { return nil }
        let milliseconds = Double(pauses[number].milliseconds)
        return .milliseconds(Int64(milliseconds * (1 + id.spread(number) / 10)))
    }
}
