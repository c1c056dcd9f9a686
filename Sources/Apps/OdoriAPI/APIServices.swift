package import OdoriPorts

/// What the API works with.
package struct APIServices: Sendable {
    package var store: any DocumentStore
    package var objects: any ObjectStore
    package var queue: any TaskQueue
    package var clock: any WallClock
    package var identifiers: any IdentifierSource
    package var signer: any Signer
    package var settings: APISettings

    package init(
        store: any DocumentStore,
        objects: any ObjectStore,
        queue: any TaskQueue,
        clock: any WallClock,
        identifiers: any IdentifierSource,
        signer: any Signer,
        settings: APISettings
    ) {
        self.store = store
        self.objects = objects
        self.queue = queue
        self.clock = clock
        self.identifiers = identifiers
        self.signer = signer
        self.settings = settings
    }

    var links: MediaLinks {
        MediaLinks(signer: signer, clock: clock, settings: settings)
    }
}
