/// A link that somebody outside gave us, read strictly: http or https, a host that is plainly a name or an address, nothing that two
/// readers could read differently.
///
/// A name can lead anywhere; that is judged when it is connected to. An address is judged here.
package struct OutsideLink: Sendable, Hashable {
    package let text: String
    package let isEncrypted: Bool
    /// In lower case, without the brackets of an IPv6 address.
    package let host: String
    package let port: Int
    /// Set when the host is an address, however it is spelt.
    package let address: NetworkAddress?

    /// Why a text is no such link; a sentence that may be shown and holds nothing of the link.
    package struct Fault: Error, Hashable, Sendable {
        package let reason: String

        package init(_ reason: String) {
            self.reason = reason
        }
    }

    /// The longest link that is read.
    package static let longest = 8192

    package init(_ text: String) throws(Fault) {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= Self.longest else { throw Fault("is empty or too long") }
        // Anything else has no place in a URL, and must not reach a parser that stops at a zero byte.
        guard bytes.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw Fault("holds characters other than visible ASCII; write a host's name in punycode")
        }
        guard !text.contains("\\") else { throw Fault("holds a backslash") }
        guard let mark = text.firstRange(of: "://"),
            let isEncrypted = Self.schemes[text[..<mark.lowerBound].lowercased()]
        else { throw Fault("must begin with https://") }
        let authority = text[mark.upperBound...].prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else { throw Fault("must hold no user name or password") }
        let (host, port) = try Self.split(authority)
        self.text = text
        self.isEncrypted = isEncrypted
        self.host = host
        self.port = port ?? (isEncrypted ? 443 : 80)
        address = try Self.address(host, isBracketed: authority.hasPrefix("["))
    }

    private static let schemes = ["http": false, "https": true]

    private static func split(_ authority: Substring) throws(Fault) -> (host: String, port: Int?) {
        var host = authority
        var rest: Substring = ""
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw Fault("has no host that can be read") }
            host = authority[authority.index(after: authority.startIndex)..<end]
            rest = authority[authority.index(after: end)...]
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            rest = authority[colon...]
        }
        guard !host.isEmpty else { throw Fault("has no host") }
        guard !rest.isEmpty else { return (host.lowercased(), nil) }
        let digits = rest.dropFirst()
        guard rest.hasPrefix(":"), (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits), (1...65535).contains(port)
        else { throw Fault("has a port that cannot be read") }
        return (host.lowercased(), port)
    }

    private static func address(_ host: String, isBracketed: Bool) throws(Fault) -> NetworkAddress? {
        if isBracketed {
            guard let address = NetworkAddress(host), host.contains(":") else {
                throw Fault("has brackets around what is no IPv6 address")
            }
            return address
        }
        guard host.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789.-_".utf8.contains($0) }) else {
            throw Fault("has a host that is no name and no address")
        }
        let labels = (host.hasSuffix(".") ? host.dropLast() : host[...]).split(
            separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy({ (1...63).contains($0.utf8.count) }), host.utf8.count <= 254, let last = labels.last
        else { throw Fault("has a host that is no name and no address") }
        if last == "localhost" { return NetworkAddress("127.0.0.1") }
        guard last.first?.isNumber == true else { return nil }
        // No name on the Internet ends in a number: whatever reads it at all reads it as an address.
        guard let address = OldAddress.read(labels) else { throw Fault("has a host that is no address") }
        return address
    }
}

/// The spellings of IPv4 that old resolvers still take: one to four parts, each decimal, octal or hexadecimal, the last of which fills
/// all that remains.
private enum OldAddress {
    static func read(_ labels: [Substring]) -> NetworkAddress? {
        let parts = labels.compactMap(number)
        guard parts.count == labels.count, (1...4).contains(parts.count), let last = parts.last else { return nil }
        let leading = parts.dropLast()
        guard leading.allSatisfy({ $0 <= 255 }), last < 1 << (8 * UInt64(5 - parts.count)) else { return nil }
        var value = last
        for (index, part) in leading.enumerated() { value |= part << (8 * UInt64(3 - index)) }
        return NetworkAddress(bytes: (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) })
    }

    private static func number(_ label: Substring) -> UInt64? {
        if label.hasPrefix("0x") { return label.count == 2 ? 0 : UInt64(label.dropFirst(2), radix: 16) }
        if label.count > 1, label.hasPrefix("0") { return UInt64(label.dropFirst(), radix: 8) }
        return UInt64(label)
    }
}

extension EgressPolicy {
    /// Reads and judges a link.
    package func read(_ text: String) throws(OutsideLink.Fault) -> OutsideLink {
        let link = try OutsideLink(text)
        try check(link)
        return link
    }

    /// Judges a link when it is given, as far as that can be told before it is connected to: an address that must not be reached, and
    /// http where nothing allows it.
    ///
    /// - Throws: a sentence for whoever gave it.
    package func check(_ link: OutsideLink) throws(OutsideLink.Fault) {
        if let address = link.address {
            guard !allows(address, port: link.port, isEncrypted: link.isEncrypted) else { return }
            guard !address.isPublic else { throw OutsideLink.Fault("must begin with https://") }
            throw OutsideLink.Fault("must lead to a public address")
        }
        guard link.isEncrypted || allowed.contains(where: { $0.port == link.port }) else {
            throw OutsideLink.Fault("must begin with https://")
        }
    }
}
