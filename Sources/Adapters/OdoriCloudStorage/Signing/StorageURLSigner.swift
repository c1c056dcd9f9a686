import Crypto
import Foundation
package import OdoriDomain
package import OdoriGoogleAuth
package import OdoriPorts
import Synchronization

/// Makes V4 signed URLs, under which whoever has one fetches an object for a while.
///
/// Signing may cost a call of Google's, so a link is kept and handed out for half its life.
package final class StorageURLSigner: AssetLinks {
    /// The most that the service takes.
    private static let longestLife = Duration.seconds(604_800)
    private static let mostKept = 4096

    private struct Kept {
        var url: String
        var until: Timestamp
    }

    private let configuration: CloudStorageConfiguration
    private let signer: any BlobSigner
    private let clock: any WallClock
    private let life: Duration
    private let kept = Mutex<[ObjectName: Kept]>([:])

    /// - Parameter life: how long a new link is good for; keys that Google manages sign for no more than 12 hours reliably.
    package init(
        _ configuration: CloudStorageConfiguration, signer: any BlobSigner, clock: any WallClock,
        life: Duration = .seconds(12 * 3600)
    ) {
        self.configuration = configuration
        self.signer = signer
        self.clock = clock
        self.life = min(life, Self.longestLife)
    }

    package func link(to object: ObjectName) async throws -> String {
        let now = clock.now
        if let known = kept.withLock({ $0[object] }), now < known.until { return known.url }
        let url = try await sign(object, at: now)
        kept.withLock { kept in
            if kept.count >= Self.mostKept { kept = kept.filter { now < $0.value.until } }
            if kept.count >= Self.mostKept { kept = [:] }
            kept[object] = Kept(url: url, until: now + life / 2)
        }
        return url
    }

    private func sign(_ object: ObjectName, at now: Timestamp) async throws -> String {
        let host = configuration.baseURL.split(separator: "/", maxSplits: 2).last.map(String.init) ?? ""
        let path = "/\(configuration.bucket)/\(URLText.escaped(object.rawValue, keeping: "/"))"
        let instant = Self.compact(now)
        let scope = "\(instant.prefix(8))/auto/storage/goog4_request"
        let query = URLText.query([
            ("X-Goog-Algorithm", "GOOG4-RSA-SHA256"), ("X-Goog-Credential", "\(try await signer.email())/\(scope)"),
            ("X-Goog-Date", instant), ("X-Goog-Expires", "\(life.milliseconds / 1000)"),
            ("X-Goog-SignedHeaders", "host"),
        ])
        let request = "GET\n\(path)\n\(query)\nhost:\(host)\n\nhost\nUNSIGNED-PAYLOAD"
        let text = "GOOG4-RSA-SHA256\n\(instant)\n\(scope)\n\(hexSHA256(Data(request.utf8)))"
        let signature = try await signer.signature(of: Data(text.utf8))
        let hex = signature.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(configuration.baseURL)\(path)?\(query)&X-Goog-Signature=\(hex)"
    }

    /// `YYYYMMDDTHHMMSSZ`
    private static func compact(_ instant: Timestamp) -> String {
        instant.rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
