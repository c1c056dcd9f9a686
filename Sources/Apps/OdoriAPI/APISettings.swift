package import OdoriDomain

/// The API's own settings.
package struct APISettings: Sendable {
    package var keys: BearerKeys
    /// The most characters of one job.
    package var maxCount: Int
    /// The bucket's name in `gs://` URLs.
    package var bucket: String
    /// The first part of every object's name.
    package var objectPrefix: String
    /// The address that links begin with, without a trailing slash.
    package var publicURL: String
    /// Links stand beside `gs://` URLs.
    package var hasLinks: Bool
    /// Where everybody may read the bucket, without a trailing slash: then links lead there.
    package var openLinks: String?
    /// The most bytes of an upload.
    package var uploadLimit: Int64
    /// What the configured providers charge: what new jobs are estimated with.
    package var tariffs: Tariffs
    /// Who transfers motion in this installation, in its order.
    package var motions: [String]
    /// Where links in requests may lead.
    package var egress: EgressPolicy
    /// When webhooks are tried.
    package var webhookSchedule: WebhookSchedule
    /// Requests a second for each key; nil = without end.
    package var rateLimit: Double?
    /// Origins whose pages may call the API.
    package var corsOrigins: Set<String>
    /// From one look at a watched job to the next: while something moves, and at most, when nothing did for long.
    package var eventPeriods: ClosedRange<Duration>
    /// What clients are told about this installation.
    package var installation: InstallationFacts

    package init(
        keys: BearerKeys,
        maxCount: Int,
        bucket: String,
        objectPrefix: String,
        publicURL: String,
        hasLinks: Bool = true,
        openLinks: String? = nil,
        uploadLimit: Int64 = 100 << 20,
        tariffs: Tariffs = .free,
        motions: [String] = ["studio"],
        egress: EgressPolicy = EgressPolicy(),
        webhookSchedule: WebhookSchedule = .standard,
        rateLimit: Double? = nil,
        corsOrigins: Set<String> = [],
        eventPeriods: ClosedRange<Duration> = .milliseconds(400) ... .milliseconds(400),
        installation: InstallationFacts = .embedded
    ) {
        self.keys = keys
        self.maxCount = maxCount
        self.bucket = bucket
        self.objectPrefix = objectPrefix
        self.publicURL = publicURL
        self.hasLinks = hasLinks
        self.openLinks = openLinks
        self.uploadLimit = uploadLimit
        self.tariffs = tariffs
        self.motions = motions
        self.egress = egress
        self.webhookSchedule = webhookSchedule
        self.rateLimit = rateLimit
        self.corsOrigins = corsOrigins
        self.eventPeriods = eventPeriods
        self.installation = installation
    }
}
