/// Where requests to addresses that others chose may go. Pure; asked about every address that is about to be connected to, so
/// no name, spelling or redirect gets around it.
package struct EgressPolicy: Sendable, Hashable {
    /// What is allowed although it is private or not encrypted.
    package var allowed: [Exception]

    package init(allowed: [Exception] = []) {
        self.allowed = allowed
    }

    /// One range and port of `ODORI_EGRESS_ALLOW`.
    package struct Exception: Sendable, Hashable {
        package var range: NetworkRange
        package var port: Int

        /// Reads `127.0.0.1/32:9000`, `127.0.0.1:9000` or `[::1]:9000`, `[fd00::]/8:443`. Nil for anything else.
        package init?(_ text: String) {
            guard let mark = text.lastIndex(of: ":"), let port = Int(text[text.index(after: mark)...]),
                (1...65535).contains(port)
            else { return nil }
            var place = text[..<mark]
            // Brackets keep the colons of an IPv6 address apart from the port's: [::1]:9000, [fd00::]/8:443.
            if place.contains(":") {
                guard place.first == "[", let end = place.lastIndex(of: "]") else { return nil }
                place = place[place.index(after: place.startIndex)..<end] + place[place.index(after: end)...]
            }
            guard let range = NetworkRange(String(place)) else { return nil }
            self.range = range
            self.port = port
        }
    }

    /// Whether a connection may be opened: to public addresses with TLS only, to listed ones anyhow.
    package func allows(_ address: NetworkAddress, port: Int, isEncrypted: Bool) -> Bool {
        if allowed.contains(where: { $0.port == port && $0.range.contains(address) }) { return true }
        return isEncrypted && address.isPublic
    }
}
