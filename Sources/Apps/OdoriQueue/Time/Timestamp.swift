/// An instant of wall-clock time, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Microseconds are what `X-CloudTasks-TaskETA` carries and what fits SQLite's integers without loss.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Microseconds since the Unix epoch; may be negative.
    package let microseconds: Int64

    /// An instant that many microseconds after the Unix epoch.
    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Orders instants by time.
    package static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.microseconds < rhs.microseconds
    }

    /// The instant a duration later, saturating at the ends of the range.
    package static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        let (sum, overflow) = instant.microseconds.addingReportingOverflow(duration.microseconds)
        return Timestamp(microseconds: overflow ? (duration < .zero ? .min : .max) : sum)
    }

    /// The instant a duration earlier, saturating at the ends of the range.
    package static func - (instant: Timestamp, duration: Duration) -> Timestamp {
        instant + (.zero - duration)
    }

    /// The time from the right instant to the left one.
    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .microseconds(later.microseconds - earlier.microseconds)
    }

    /// Epoch seconds with six digits of fraction, the form of `X-CloudTasks-TaskETA`: `1602727873.950779`.
    var epochSeconds: String {
        let fraction = String(microseconds % 1_000_000)
        return "\(microseconds / 1_000_000)." + String(repeating: "0", count: max(0, 6 - fraction.count)) + fraction
    }
}

extension Duration {
    /// Whole microseconds, rounded towards zero; saturates instead of overflowing.
    var microseconds: Int64 {
        let (scaled, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else { return components.seconds < 0 ? .min : .max }
        return scaled + components.attoseconds / 1_000_000_000_000
    }
}
