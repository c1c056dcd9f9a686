/// Reads `Retry-After` (RFC 9110 §10.2.3): whole seconds, or a date.
package enum RetryAfter {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Never negative, never more than a year; nil for what is neither.
    package static func pause(_ text: String, now: Timestamp) -> Duration? {
        let longest = Duration.seconds(366 * 86400)
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return Int64(text).map { min(.seconds($0), longest) } ?? longest
        }
        return date(text).map { min(max(.zero, $0.duration(since: now)), longest) }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`; the two older forms of a date are not used any more.
    package static func date(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp(rfc3339: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
