/// Who signs the tokens that are let in, and where that issuer's keys are.
package struct OIDCIssuer: Sendable, Hashable {
    enum Place: Sendable, Hashable {
        /// A JWK set; its tokens may name any of these issuers.
        case keys(url: String, issuers: Set<String>)
        /// `{base}/.well-known/openid-configuration` tells both.
        case discovery(base: String)
    }

    let place: Place

    /// Google, which signs what Cloud Tasks pushes.
    package static let google = OIDCIssuer(
        place: .keys(
            url: "https://www.googleapis.com/oauth2/v3/certs",
            issuers: ["https://accounts.google.com", "accounts.google.com"]
        )
    )

    /// A server that describes itself by OpenID Connect Discovery, like a local queue.
    ///
    /// - Parameter base: `scheme://host:port`, without a path.
    package static func discovered(at base: String) -> OIDCIssuer {
        OIDCIssuer(place: .discovery(base: base.hasSuffix("/") ? String(base.dropLast()) : base))
    }
}
