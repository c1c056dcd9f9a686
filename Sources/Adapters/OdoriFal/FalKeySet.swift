package import AsyncHTTPClient
import Crypto
import Foundation
import OdoriDomain
package import OdoriPorts
import OdoriProviderHTTP

/// The keys that fal signs callbacks with, from its JWKS; kept for a day, as the vendor asks.
package actor FalKeySet {
    private let url: String
    private let http: HTTPClient
    private let clock: any WallClock
    private var known: (keys: [Curve25519.Signing.PublicKey], at: Timestamp)?

    private static let lifetime = Duration.seconds(86_400)
    /// A signature that no key fits may be of a new key; whoever sends such does not make us ask more often than this.
    private static let pause = Duration.seconds(60)

    package init(url: String, http: HTTPClient, clock: any WallClock) {
        self.url = url
        self.http = http
        self.clock = clock
    }

    /// Whether one of the keys has signed a message.
    ///
    /// - Throws: transient when the keys cannot be had.
    func haveSigned(_ message: Data, _ signature: Data) async throws -> Bool {
        if try await keys(since: clock.now - Self.lifetime).contains(where: {
            $0.isValidSignature(signature, for: message)
        }) {
            return true
        }
        guard let known, known.at < clock.now - Self.pause else { return false }
        return try await keys(since: clock.now).contains { $0.isValidSignature(signature, for: message) }
    }

    /// Keys that were fetched no earlier.
    private func keys(since earliest: Timestamp) async throws -> [Curve25519.Signing.PublicKey] {
        if let known, known.at >= earliest { return known.keys }
        let fetched = try await fetch()
        known = (fetched, clock.now)
        return fetched
    }

    private func fetch() async throws -> [Curve25519.Signing.PublicKey] {
        do {
            let answer = try await ProviderHTTP(http).exchange(
                HTTPClientRequest(url: url), within: .seconds(10), atMost: 1 << 16)
            guard answer.isSuccess else { throw Unusable(status: answer.status) }
            return try JSONDecoder().decode(KeyList.self, from: answer.body).keys.compactMap(\.key)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw OdoriError(.providerUnavailable, "fal's keys cannot be had: \(error)", .transient)
        }
    }

    private struct Unusable: Error {
        var status: Int
    }

    private struct KeyList: Decodable {
        var keys: [Entry]

        struct Entry: Decodable {
            var kty: String?
            var crv: String?
            var x: String?

            /// Nil for a key of another kind.
            var key: Curve25519.Signing.PublicKey? {
                guard let x, (kty ?? "OKP") == "OKP", (crv ?? "Ed25519") == "Ed25519" else { return nil }
                let base64 = x.replacing("-", with: "+").replacing("_", with: "/")
                let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
                return Data(base64Encoded: padded).flatMap {
                    // What is no key of this curve signs nothing.
                    try? Curve25519.Signing.PublicKey(rawRepresentation: $0)
                }
            }
        }
    }
}
