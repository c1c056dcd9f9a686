import AsyncHTTPClient
import Foundation
import JWTKit
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriPorts

/// An issuer's public keys, fetched when they are needed and kept as long as the issuer allows.
actor IssuerKeys {
    /// One state of the issuer's keys.
    struct Snapshot: Sendable {
        var issuers: Set<String>
        var names: Set<String>
        var keys: JWTKeyCollection
        var expiresAt: Timestamp
    }

    private struct Discovery: Decodable {
        var issuer: String
        var jwks_uri: String
    }

    private struct KeySet: Decodable {
        var keys: [Key]

        struct Key: Decodable {
            var kty: String?
            var kid: String?
            var use: String?
            var n: String?
            var e: String?
        }
    }

    private static let defaultLife = Duration.seconds(600)
    private static let shortestLife = Duration.seconds(60)
    private static let longestLife = Duration.seconds(86400)
    /// A token that names a key nobody knows makes us ask again, but not more often than this.
    private static let leastPause = Duration.seconds(10)
    private static let callDeadline = TimeAmount.seconds(5)
    private static let largestAnswer = 256 << 10

    private let issuer: OIDCIssuer
    private let http: HTTPClient
    private let clock: any WallClock
    private var current: Snapshot?
    private var fetchedAt: Timestamp?
    private var isFetching = false
    private var waiting: [CheckedContinuation<Void, any Error>] = []

    init(_ issuer: OIDCIssuer, http: HTTPClient, clock: any WallClock) {
        self.issuer = issuer
        self.http = http
        self.clock = clock
    }

    /// The keys among which `name` should be; when it is not, the issuer does not know it either, or was asked just now.
    func snapshot(for name: String) async throws -> Snapshot {
        while true {
            if let current, clock.now < current.expiresAt {
                if current.names.contains(name) { return current }
                if let fetchedAt, clock.now < fetchedAt + Self.leastPause { return current }
            }
            try await fetchOnce()
        }
    }

    /// Fetches the keys, or waits for whoever is at it already.
    private func fetchOnce() async throws {
        if isFetching {
            return try await withCheckedThrowingContinuation { waiting.append($0) }
        }
        isFetching = true
        let result: Result<Void, any Error>
        do {
            let snapshot = try await fetch()
            current = snapshot
            fetchedAt = clock.now
            result = .success(())
        } catch {
            result = .failure(Self.unavailable(error))
        }
        isFetching = false
        let others = waiting
        waiting = []
        for other in others { other.resume(with: result) }
        try result.get()
    }

    private func fetch() async throws -> Snapshot {
        switch issuer.place {
        case .keys(let url, let issuers):
            return try await fetchKeys(url, issuers)
        case .discovery(let base):
            let (body, _) = try await fetch(base + "/.well-known/openid-configuration")
            let discovery = try JSONDecoder().decode(Discovery.self, from: body)
            return try await fetchKeys(discovery.jwks_uri, [discovery.issuer])
        }
    }

    private func fetchKeys(_ url: String, _ issuers: Set<String>) async throws -> Snapshot {
        let (body, life) = try await fetch(url)
        let collection = JWTKeyCollection()
        var names: Set<String> = []
        for key in try JSONDecoder().decode(KeySet.self, from: body).keys {
            // A key that we cannot use does not keep us from using the others.
            guard key.kty == "RSA", key.use ?? "sig" == "sig", let kid = key.kid, let n = key.n, let e = key.e,
                let publicKey = try? Insecure.RSA.PublicKey(modulus: n, exponent: e)
            else { continue }
            await collection.add(rsa: publicKey, digestAlgorithm: .sha256, kid: JWKIdentifier(string: kid))
            names.insert(kid)
        }
        return Snapshot(issuers: issuers, names: names, keys: collection, expiresAt: clock.now + life)
    }

    private func fetch(_ url: String) async throws -> (body: Data, life: Duration) {
        let response = try await http.execute(HTTPClientRequest(url: url), timeout: Self.callDeadline)
        guard response.status == .ok else {
            throw OdoriError(.issuerUnavailable, "\(url) answers \(response.status.code)", .transient)
        }
        let content = try await response.body.collect(upTo: Self.largestAnswer)
        let life = response.headers.first(name: "Cache-Control").flatMap(Self.maxAge) ?? Self.defaultLife
        return (Data(content.readableBytesView), min(Self.longestLife, max(Self.shortestLife, life)))
    }

    private static func maxAge(_ cacheControl: String) -> Duration? {
        for directive in cacheControl.lowercased().split(separator: ",") {
            let parts = directive.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2, parts[0] == "max-age", let seconds = Int64(parts[1]) { return .seconds(seconds) }
        }
        return nil
    }

    private static func unavailable(_ error: any Error) -> OdoriError {
        if let error = error as? OdoriError { return error }
        return OdoriError(.issuerUnavailable, "the issuer's keys cannot be had: \(error)", .transient)
    }
}

extension OdoriError.Code {
    /// Whoever signs the pushes' tokens cannot be asked for its keys.
    static let issuerUnavailable: Self = "issuer_unavailable"
}
