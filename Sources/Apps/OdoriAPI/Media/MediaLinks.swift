import OdoriDomain
import OdoriPorts

/// Makes and checks the expiring links under which stored files are handed out.
struct MediaLinks: Sendable {
    private let signer: any Signer
    private let clock: any WallClock
    private let settings: APISettings
    /// Links of the same hour are equal, so that a page that polls does not load every picture again.
    private static let hour: Int64 = 3600

    init(signer: any Signer, clock: any WallClock, settings: APISettings) {
        self.signer = signer
        self.clock = clock
        self.settings = settings
    }

    /// An object's `gs://` URL.
    func url(of name: ObjectName) -> String {
        "gs://\(settings.bucket)/\(name)"
    }

    /// A link to a `gs://` URL in our bucket, good for one to two hours; nil where links are off or it lies elsewhere.
    func link(to url: String) -> String? {
        let prefix = "gs://\(settings.bucket)/"
        guard settings.hasLinks, url.hasPrefix(prefix) else { return nil }
        guard let name = ObjectName(rawValue: String(url.dropFirst(prefix.count))) else { return nil }
        let expiry = (clock.now.seconds / Self.hour + 2) * Self.hour
        let signature = signer.signature(of: Self.text(name, expiry))
        return "\(settings.publicURL)/media/\(name)?exp=\(expiry)&sig=\(signature)"
    }

    /// Why a link is not followed.
    enum Refusal: Error {
        case forged, expired
    }

    /// The object that a link leads to.
    func name(_ path: String, expiry: String?, signature: String?) throws(Refusal) -> ObjectName {
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
