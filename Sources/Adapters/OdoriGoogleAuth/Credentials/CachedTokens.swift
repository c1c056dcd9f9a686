import OdoriDomain
import OdoriPorts

/// Gets an access token when none is known that is good for minutes yet: early, and once for all who wait.
///
/// While a token is still good, a source that does not answer is no error.
package actor CachedTokens: AccessTokens {
    /// As early as the official client: the metadata server gives a new token from four minutes before the old one's end.
    private static let early = Duration.seconds(225)
    /// A token is not handed out for its last moments: the call that carries it takes some time.
    private static let least = Duration.seconds(10)
    /// A source that failed is not asked again at once while the old token is good.
    private static let pause = Duration.seconds(5)

    private let source: any TokenSource
    private let clock: any WallClock
    private var token: AccessToken?
    private var renewAt = Timestamp(seconds: 0)
    private var isFetching = false
    private var waiting: [CheckedContinuation<AccessToken, any Error>] = []

    init(_ source: any TokenSource, clock: any WallClock) {
        self.source = source
        self.clock = clock
    }

    package func current() async throws -> AccessToken {
        if let token, clock.now < renewAt { return token }
        return try await fetchOnce()
    }

    package func refused(_ token: AccessToken) {
        if token == self.token { self.token = nil }
    }

    /// Gets a new token, or waits for whoever is at it already.
    private func fetchOnce() async throws -> AccessToken {
        if isFetching {
            return try await withCheckedThrowingContinuation { waiting.append($0) }
        }
        isFetching = true
        let result: Result<AccessToken, any Error>
        do {
            result = .success(keep(try await source.fetch()))
        } catch {
            result = fallBack(error)
        }
        isFetching = false
        let others = waiting
        waiting = []
        for other in others { other.resume(with: result) }
        return try result.get()
    }

    private func keep(_ new: AccessToken) -> AccessToken {
        // A token that lives but shortly is used for half its life.
        let early = min(Self.early, new.expiresAt.duration(since: clock.now) / 2)
        renewAt = new.expiresAt - early
        token = new
        return new
    }

    private func fallBack(_ error: any Error) -> Result<AccessToken, any Error> {
        guard let token, clock.now + Self.least < token.expiresAt else { return .failure(error) }
        renewAt = min(clock.now + Self.pause, token.expiresAt - Self.least)
        return .success(token)
    }
}

/// Where a new token comes from, each time it is asked.
protocol TokenSource: Sendable {
    func fetch() async throws -> AccessToken
}

extension OdoriError.Code {
    /// No credentials were found in any of their places.
    static let credentialsMissing: Self = "credentials_missing"
    /// A file of credentials that cannot be used.
    static let credentialsInvalid: Self = "credentials_invalid"
    /// Credentials of a kind that this version does not know.
    static let credentialsUnsupported: Self = "credentials_unsupported"
    /// Whoever gives tokens does not answer.
    static let tokenUnavailable: Self = "token_unavailable"
    /// Whoever gives tokens gives none for these credentials.
    static let tokenRefused: Self = "token_refused"
}
