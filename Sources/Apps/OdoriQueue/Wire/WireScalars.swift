import Foundation

/// A `google.protobuf.Duration` in JSON: decimal seconds and an `s`, such as `"3.5s"`.
struct WireDuration: Encodable, RequestReadable, Sendable, Hashable {
    let duration: Duration

    init(_ duration: Duration) {
        self.duration = duration
    }

    init?(text: String) {
        guard text.hasSuffix("s") else { return nil }
        let isNegative = text.hasPrefix("-")
        let number = text.dropLast().dropFirst(isNegative ? 1 : 0)
        let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : "0"
        guard (parts[0] + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let seconds = Int64(parts[0]), seconds <= 315_576_000_000, (1...9).contains(fraction.utf8.count),
            let digits = Int64(fraction + String(repeating: "0", count: 9 - fraction.utf8.count))
        else { return nil }
        duration = (.seconds(seconds) + .nanoseconds(digits)) * (isNegative ? -1 : 1)
    }

    var text: String {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = abs(attoseconds) / 1_000_000_000
        let sign = duration < .zero ? "-" : ""
        guard nanoseconds != 0 else { return "\(sign)\(abs(seconds))s" }
        var digits = String(nanoseconds)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.hasSuffix("000") { digits.removeLast(3) }
        return "\(sign)\(abs(seconds)).\(digits)s"
    }

    init(_ value: RequestValue) throws(APIError) {
        let text = try String(value)
        guard let read = WireDuration(text: text) else {
            throw value.refusal("Illegal duration format; duration must end with 's': \"\(text)\"")
        }
        self = read
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A `google.protobuf.Timestamp` in JSON: RFC 3339.
struct WireTimestamp: Encodable, RequestReadable, Sendable, Hashable {
    let instant: Timestamp

    init(_ instant: Timestamp) {
        self.instant = instant
    }

    init(_ value: RequestValue) throws(APIError) {
        let text = try String(value)
        guard let instant = Timestamp(rfc3339: text) else {
            throw value.refusal("Illegal timestamp format; timestamps must be RFC 3339: \"\(text)\"")
        }
        self.instant = instant
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(instant.rfc3339)
    }
}

/// A `bytes` field in JSON: base64, standard or URL-safe, with or without padding; written standard and padded.
struct WireBytes: Encodable, RequestReadable, Sendable, Hashable {
    let data: Data

    init(_ data: Data) {
        self.data = data
    }

    init(_ value: RequestValue) throws(APIError) {
        let text = try String(value)
        guard let data = Data(base64Encoded: text) ?? Self.lenient(text) else {
            throw value.refusal("Base64 decoding failed")
        }
        self.data = data
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(data.base64EncodedString())
    }

    private static func lenient(_ text: String) -> Data? {
        var standard = text.replacing("-", with: "+").replacing("_", with: "/")
        while standard.utf8.count % 4 != 0, standard.utf8.count % 4 != 1 { standard.append("=") }
        return Data(base64Encoded: standard)
    }
}
