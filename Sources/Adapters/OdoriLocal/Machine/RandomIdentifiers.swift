package import OdoriDomain
package import OdoriPorts

/// Ids and tokens that nobody can guess, from the system's generator.
package struct RandomIdentifiers: IdentifierSource {
    private let clock: (any WallClock)?

    /// - Parameter clock: jobs' ids begin with its time, so that a database that keeps keys in order writes what is new side by side; nil:
    ///   they begin at random, as a service wants it that spreads keys over many servers by their beginnings.
    package init(after clock: (any WallClock)? = nil) {
        self.clock = clock
    }

    /// A UUID of version 7, or of version 4 where there is no clock (RFC 9562).
    package func jobID() -> JobID {
        while true {
            var digits = Self.digits(bytes: 16)
            digits[12] = UInt8(ascii: "4")
            if let clock { digits.replaceSubrange(0...12, with: Self.digits(of: clock.now) + [UInt8(ascii: "7")]) }
            digits[16] = Array("89ab".utf8)[Int.random(in: 0..<4)]
            for place in [8, 13, 18, 23] { digits.insert(UInt8(ascii: "-"), at: place) }
            if let id = JobID(rawValue: String(decoding: digits, as: UTF8.self)) { return id }
        }
    }

    package func token(bytes: Int) -> String {
        String(decoding: Self.digits(bytes: bytes), as: UTF8.self)
    }

    /// Milliseconds since 1970 in twelve hex digits.
    private static func digits(of instant: Timestamp) -> [UInt8] {
        let digits = Array(String(max(0, instant.milliseconds), radix: 16).utf8.suffix(12))
        return Array(repeating: UInt8(ascii: "0"), count: 12 - digits.count) + digits
    }

    /// Two hex digits a byte, of which eight are drawn at a time: every draw asks the kernel.
    private static func digits(bytes: Int) -> [UInt8] {
        let alphabet = Array("0123456789abcdef".utf8)
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * bytes + 4)
        var drawn: UInt64 = 0
        for place in 0..<2 * bytes {
            if place.isMultiple(of: 16) { drawn = .random(in: .min ... .max) }
            digits.append(alphabet[Int(drawn & 15)])
            drawn >>= 4
        }
        return digits
    }
}
