package import OdoriDomain
package import OdoriPorts

/// Makes and checks the expiring links to stored files that the API serves: `{public URL}/media/{name}?exp&sig`.
package struct SignedMediaLinks: AssetLinks {
    private let signer: any Signer
    private let clock: any WallClock
    private let publicURL: String
    private let hours: Int64
    private static let hour: Int64 = 3600

    /// - Parameters:
    ///   - publicURL: the API's address as the outside reaches it, without a trailing slash.
    ///   - hours: how many hours a link is good for at least.
    package init(signer: any Signer, clock: any WallClock, publicURL: String, hours: Int64) {
        self.signer = signer
        self.clock = clock
        self.publicURL = publicURL
        self.hours = hours
    }

    /// Links of the same hour are equal, so that a page that polls does not load every picture again.
    package func link(to object: ObjectName) -> String {
        let expiry = (clock.now.seconds / Self.hour + hours + 1) * Self.hour
        let signature = signer.signature(of: Self.text(object, expiry))
        return "\(publicURL)/media/\(object)?exp=\(expiry)&sig=\(signature)"
    }

    /// Why a link is not followed.
    package enum Refusal: Error {
        case forged, expired
    }

    /// The object that a link leads to.
    package func object(
        _ path: String, expiry: String?, signature: String?
    ) throws(Refusal) -> ObjectName {
        guard let name = ObjectName(rawValue: path), let expiry = expiry.flatMap(Int64.init), let signature,
            signer.isValid(signature, of: Self.text(name, expiry))
        else { throw .forged }
        guard clock.now.seconds < expiry else { throw .expired }
        return name
    }

    private static func text(_ name: ObjectName, _ expiry: Int64) -> String {
        "media\n\(name)\n\(expiry)"
    }
}
