import Foundation
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
        // `UUID()` opens a file for each, which fails where a process may open no more.
        var (high, low) = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
        if let clock { high = UInt64(max(0, clock.now.milliseconds)) << 16 | high & 0xFFFF }
        high = high & ~0xF000 | (clock == nil ? 0x4000 : 0x7000)
        low = low >> 2 | 1 << 63
        let bytes = withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { $0.loadUnaligned(as: uuid_t.self) }
        guard let id = JobID(rawValue: UUID(uuid: bytes).uuidString.lowercased()) else {
            preconditionFailure("a UUID does not name a job")
        }
        return id
    }

    package func token(bytes: Int) -> String {
        String(decoding: Self.digits(bytes: bytes), as: UTF8.self)
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
