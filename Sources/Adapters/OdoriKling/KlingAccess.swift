import OdoriDomain

/// As whom Kling is spoken to, which also says in which of its two APIs.
package enum KlingAccess: Sendable {
    /// An API key of the console: the current API, with the model in the path.
    case key(String)
    /// The older pair: the legacy API, whose requests carry a token that the pair signs.
    case pair(accessKey: String, secretKey: String)

    /// What stands in the header at an instant. A token is signed for each request, so none is ever used beyond its time.
    func authorization(at now: Timestamp) -> String {
        switch self {
        case .key(let key): "Bearer \(key)"
        case .pair(let access, let secret): "Bearer \(KlingToken(issuer: access, now: now).signed(with: secret))"
        }
    }

    /// A text of the other side's without the secrets, should they be quoted there.
    func hidden(in text: String) -> String {
        secrets.filter { !$0.isEmpty }.reduce(text) { $0.replacing($1, with: "(hidden)") }
    }

    /// Every request carries a token of its own.
    var signsTokens: Bool {
        if case .pair = self { true } else { false }
    }

    private var secrets: [String] {
        switch self {
        case .key(let key): [key]
        case .pair(let access, let secret): [secret, access]
        }
    }
}

/// Shows itself to nobody.
extension KlingAccess: CustomStringConvertible, CustomReflectable {
    package var description: String { "(hidden)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
