import Foundation

/// What an `http://` URL leads to.
package struct PlainAddress: Sendable, Hashable {
    /// A name or a literal address, the latter without brackets.
    let host: String
    let port: Int
    /// What a request's first line asks for: a path that begins with "/", and what follows a "?".
    package let target: String

    /// Nil for what is no `http://host[:port][/path][?query]`.
    package init?(_ url: String) {
        guard let parts = URLComponents(string: url), parts.scheme?.lowercased() == "http", let host = parts.host,
            !host.isEmpty
        else { return nil }
        let path = parts.percentEncodedPath
        self.init(
            host: host.trimmingCharacters(in: ["[", "]"]), port: parts.port ?? 80,
            target: (path.isEmpty ? "/" : path) + (parts.percentEncodedQuery.map { "?\($0)" } ?? ""))
    }

    private init(host: String, port: Int, target: String) {
        self.host = host
        self.port = port
        self.target = target
    }

    /// Something else on the same server.
    package func at(_ target: String) -> Self {
        Self(host: host, port: port, target: target)
    }

    /// As the `Host` header names the server.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == 80 ? name : "\(name):\(port)"
    }
}
