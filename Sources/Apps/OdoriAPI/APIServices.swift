package import Logging
package import OdoriPorts

/// What the API works with.
package struct APIServices: Sendable {
    package var store: any DocumentStore
    package var objects: any ObjectStore
    package var queue: any TaskQueue
    package var clock: any WallClock
    package var identifiers: any IdentifierSource
    package var signer: any Signer
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
        logger: Logger
    ) {
        self.store = store
        self.objects = objects
        self.queue = queue
        self.clock = clock
        self.identifiers = identifiers
        self.signer = signer
        self.scratch = scratch
        self.settings = settings
        self.logger = logger
    }

    var links: MediaLinks {
        MediaLinks(signer: signer, clock: clock, settings: settings)
    }
}
