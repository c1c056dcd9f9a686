package import Logging
import OdoriJobs
package import OdoriPorts

/// What the API works with.
package struct APIServices: Sendable {
    package var store: any DocumentStore
    package var objects: any ObjectStore
    package var queue: any TaskQueue
    package var clock: any WallClock
    package var identifiers: any IdentifierSource
    package var signer: any Signer
    /// Checks the tokens of providers' callbacks; nil: there are none.
    package var callbackSigner: (any Signer)?
    /// Where uploads lie while they arrive.
    package var scratch: any ScratchSpace
    package var settings: APISettings
    package var logger: Logger

    package init(
        store: any DocumentStore,
        objects: any ObjectStore,
        queue: any TaskQueue,
        clock: any WallClock,
        identifiers: any IdentifierSource,
        signer: any Signer,
        scratch: any ScratchSpace,
        settings: APISettings,
        logger: Logger,
        callbackSigner: (any Signer)? = nil
    ) {
        self.store = store
        self.objects = objects
        self.queue = queue
        self.clock = clock
        self.identifiers = identifiers
        self.signer = signer
        self.callbackSigner = callbackSigner
        self.scratch = scratch
        self.settings = settings
        self.logger = logger
    }

    /// What makes the webhooks of what this process does; their links are good for as long as they are delivered.
    var notices: WebhookNotices {
        let links = MediaLinks.forWebhooks(
            signer: signer, clock: clock, publicURL: settings.publicURL, bucket: settings.bucket,
            isGiven: settings.hasLinks, schedule: settings.webhookSchedule, open: settings.openLinks)
        return WebhookNotices(links: links, schedule: settings.webhookSchedule)
    }

    /// Links that are long enough good to look at a page, and short enough to hand out freely: one to two hours.
    var links: MediaLinks {
        let signed = SignedMediaLinks(signer: signer, clock: clock, publicURL: settings.publicURL, hours: 1)
        return MediaLinks(signed, bucket: settings.bucket, isGiven: settings.hasLinks, open: settings.openLinks)
    }
}
