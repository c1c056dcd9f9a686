import Foundation
import OdoriDomain

/// The vendor's days, by which daily quotas are counted: they end at midnight in California.
enum QuotaDay {
    /// How long it is until the day ends; a minute more, for clocks that differ.
    static func rest(at now: Timestamp) -> Duration {
        var calendar = Calendar(identifier: .gregorian)
        // Without a time zone database the later of the two possible midnights.
        calendar.timeZone = TimeZone(identifier: "America/Los_Angeles") ?? TimeZone(secondsFromGMT: -8 * 3600) ?? .gmt
        let date = Date(timeIntervalSince1970: Double(now.seconds))
        let next = calendar.nextDate(
            after: date, matching: DateComponents(hour: 0, minute: 0, second: 0), matchingPolicy: .nextTime)
        let seconds = next.map { $0.timeIntervalSince(date) } ?? 86_400
        return .seconds(Int64(seconds.rounded(.up)) + 60)
    }
}
