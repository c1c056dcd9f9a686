import Foundation
import OdoriDomain

/// A link that may be tried: http or https with a host.
struct Target: Sendable {
    let link: String
    let host: String
    let isEncrypted: Bool

    init(_ link: String) throws(OdoriError) {
        // Anything else has no place in a URL, and must not reach a parser that stops at a zero byte.
        let isPlain = link.utf8.allSatisfy { (0x21...0x7e).contains($0) } && link.utf8.count <= 8192
        guard isPlain, let parts = URLComponents(string: link), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.password == nil
        else {
            throw OdoriError(.linkRefused, "the link is no plain http or https URL")
        }
        self.link = link
        self.host = host
        isEncrypted = scheme == "https"
    }
}
