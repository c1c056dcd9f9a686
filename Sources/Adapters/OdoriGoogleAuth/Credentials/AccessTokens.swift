package import OdoriDomain

/// Proves to Google's APIs who calls.
package struct AccessToken: Sendable, Hashable {
    /// A secret.
    package var value: String
    package var expiresAt: Timestamp
    /// The project that calls are counted for, where it is not the credentials' own.
    package var quotaProject: String?

    package init(value: String, expiresAt: Timestamp, quotaProject: String? = nil) {
        self.value = value
        self.expiresAt = expiresAt
        self.quotaProject = quotaProject
    }
}

/// Where access tokens come from.
package protocol AccessTokens: Sendable {
    /// A token that is good for minutes yet.
    ///
    /// - Throws: `OdoriError`, transient when whoever gives tokens does not answer.
    func current() async throws -> AccessToken

    /// A service did not take this token: it is not given again.
    func refused(_ token: AccessToken) async
}
