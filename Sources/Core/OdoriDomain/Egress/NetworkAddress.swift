import Foundation

/// An IP address as its bytes: four or sixteen. One that only carries an IPv4 address inside IPv6 is that IPv4 address.
package struct NetworkAddress: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Nil unless there are four or sixteen bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        // ::ffff:a.b.c.d
        let isMapped = bytes.count == 16 && bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11] == [255, 255]
        self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    }

    /// Reads an address in its usual text form: `127.0.0.1`, `::1`. Nil for a name or for one of IPv4's stranger spellings.
    package init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        let family = text.contains(":") ? AF_INET6 : AF_INET
        guard inet_pton(family, text, &bytes) == 1 else { return nil }
        self.init(bytes: family == AF_INET6 ? bytes : Array(bytes.prefix(4)))
    }

    /// Whether the whole Internet means the same machine by it: not private, loopback, link-local, multicast, reserved, and not
    /// a tunnel that leads to any of those.
    package var isPublic: Bool {
        if bytes.count == 16 {
            // Of IPv6 only 2000::/3 is given out, and inside it tunnels carry IPv4 addresses (2001::/32, 2002::/16).
            return NetworkRange.global.contains(self) && !NetworkRange.notGlobal.contains { $0.contains(self) }
        }
        return !NetworkRange.notPublic.contains { $0.contains(self) }
    }
}

/// A range of addresses as CIDR writes it, `10.0.0.0/8`.
package struct NetworkRange: Hashable, Sendable {
    package let address: NetworkAddress
    /// How many leading bits an address shares with the range.
    package let prefix: Int

    /// Reads `10.0.0.0/8`; an address alone is a range of one. Nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = NetworkAddress(String(parts[0])) else { return nil }
        let bits = address.bytes.count * 8
        guard let prefix = parts.count == 1 ? bits : Int(parts[1]), (0...bits).contains(prefix) else { return nil }
        self.init(address, prefix)
    }

    private init(_ address: NetworkAddress, _ prefix: Int) {
        self.address = address
        self.prefix = prefix
    }

    /// An address of the other family is in no range.
    package func contains(_ other: NetworkAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        let whole = prefix / 8
        guard other.bytes.prefix(whole) == address.bytes.prefix(whole) else { return false }
        let rest = prefix % 8
        guard rest > 0 else { return true }
        return (other.bytes[whole] ^ address.bytes[whole]) >> UInt8(8 - rest) == 0
    }

    /// The special-purpose registry's IPv4 ranges (RFC 6890 and its updates), multicast and the reserved rest.
    fileprivate static let notPublic = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ].compactMap { NetworkRange($0) }

    fileprivate static let notGlobal = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].compactMap {
        NetworkRange($0)
    }

    fileprivate static let global = NetworkRange(
        NetworkAddress(trusted: [0x20] + [UInt8](repeating: 0, count: 15)), 3)
}

extension NetworkAddress {
    fileprivate init(trusted bytes: [UInt8]) {
        self.bytes = bytes
    }
}
