import OdoriDomain
import OdoriJobs
import OdoriPorts

/// What stands beside `gs://` URLs: links to the same files, where this installation gives any.
struct MediaLinks: Sendable {
    private let signed: SignedMediaLinks
    private let settings: APISettings
    /// Long enough to look at a page, short enough to hand out freely.
    private static let hours: Int64 = 1

    init(signer: any Signer, clock: any WallClock, settings: APISettings) {
        signed = SignedMediaLinks(signer: signer, clock: clock, publicURL: settings.publicURL, hours: Self.hours)
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
        return ObjectName(rawValue: String(url.dropFirst(prefix.count))).map { signed.link(to: $0) }
    }

    /// The object that a link leads to.
    func name(_ path: String, expiry: String?, signature: String?) throws(SignedMediaLinks.Refusal) -> ObjectName {
        try signed.object(path, expiry: expiry, signature: signature)
    }
}
