/// Where in which trace something happens: W3C Trace Context's `traceparent`.
package struct TraceParent: Sendable, Hashable {
    /// The header's name, in lower case.
    package static let header = "traceparent"

    /// 32 hex digits, not all zero.
    package let trace: String
    /// 16 hex digits, not all zero.
    package let span: String
    /// Two hex digits.
    package let flags: String

    /// Nil when one of the parts is not what it has to be.
    package init?(trace: String, span: String, flags: String = "01") {
        guard Self.isID(trace, digits: 32), Self.isID(span, digits: 16), Self.isHex(flags, digits: 2) else {
            return nil
        }
        self.trace = trace
        self.span = span
        self.flags = flags
    }

    /// Reads a header; later versions may hold more after what is known.
    package init?(_ header: String) {
        let parts = header.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard parts.count >= 4, Self.isHex(parts[0], digits: 2), parts[0] != "ff", parts[0] != "00" || parts.count == 4
        else { return nil }
        self.init(trace: parts[1], span: parts[2], flags: parts[3])
    }

    /// The trace of a job whose caller named none, or was forgotten on the way: the job's own id, which has as many digits.
    package init?(of job: JobID) {
        let digits = job.rawValue.filter { $0 != "-" }.lowercased()
        self.init(trace: digits, span: String(digits.suffix(16)))
    }

    /// As the header spells it.
    package var text: String { "00-\(trace)-\(span)-\(flags)" }

    private static func isID(_ text: String, digits: Int) -> Bool {
        isHex(text, digits: digits) && text.utf8.contains { $0 != UInt8(ascii: "0") }
    }

    private static func isHex(_ text: String, digits: Int) -> Bool {
        text.utf8.count == digits
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}
