package import OdoriDomain
package import OdoriPorts

/// What stands beside `gs://` URLs: links to the same files, where this installation gives any.
package struct MediaLinks: Sendable {
    private let signed: SignedMediaLinks?
    private let bucket: String
    private let isGiven: Bool
    private let open: String?

    /// - Parameters:
    ///   - bucket: the bucket's name in `gs://` URLs.
    ///   - isGiven: links stand beside URLs at all.
    ///   - open: where everybody may read the bucket, without a trailing slash: then links lead there and hold no signature.
    package init(_ signed: SignedMediaLinks, bucket: String, isGiven: Bool, open: String? = nil) {
        self.signed = signed
        self.bucket = bucket
        self.isGiven = isGiven
        self.open = open
    }

    /// For where no link is given at all.
    package static let none = MediaLinks()

    private init() {
        signed = nil
        bucket = ""
        isGiven = false
        open = nil
    }

    /// Links in webhooks: good for a day longer than webhooks are tried.
    package static func forWebhooks(
        signer: any Signer, clock: any WallClock, publicURL: String, bucket: String, isGiven: Bool,
        schedule: WebhookSchedule, open: String? = nil
    ) -> MediaLinks {
        let hours = Int64((schedule.total.inSeconds * 1.1 / 3600).rounded(.up)) + 24
        let signed = SignedMediaLinks(signer: signer, clock: clock, publicURL: publicURL, hours: hours)
        return MediaLinks(signed, bucket: bucket, isGiven: isGiven, open: open)
    }

    /// An object's `gs://` URL.
    package func url(of name: ObjectName) -> String {
        "gs://\(bucket)/\(name)"
    }

    /// A link to a `gs://` URL in our bucket; nil where links are off or it lies elsewhere.
    package func link(to url: String) -> String? {
        let prefix = "gs://\(bucket)/"
        guard isGiven, let signed, url.hasPrefix(prefix) else { return nil }
        guard let name = ObjectName(rawValue: String(url.dropFirst(prefix.count))) else { return nil }
        return open.map { "\($0)/\(name)" } ?? signed.link(to: name)
    }

    /// The object that a link leads to.
    package func name(
        _ path: String, expiry: String?, signature: String?
    ) throws(SignedMediaLinks.Refusal) -> ObjectName {
        guard let signed else { throw .forged }
        return try signed.object(path, expiry: expiry, signature: signature)
    }
}
