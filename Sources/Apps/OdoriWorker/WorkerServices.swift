package import OdoriDomain
package import OdoriPorts

/// What the worker's routes work with.
package struct WorkerServices: Sendable {
    package var handler: any PushHandler
    package var verifier: any TokenVerifier
    package var store: any DocumentStore
    package var objects: any ObjectStore
    package var queue: any TaskQueue
    package var clock: any WallClock
    package var identifiers: any IdentifierSource
    package var start: StartGate
    /// Where Pub/Sub's emulator pushes to; nil = pushes carry tokens.
    package var emulatorAddress: EmulatorAddress?
    /// What `/metrics` tells.
    package let meter = Meter()
    /// Programs that stages run and that are not there.
    package var missingTools: @Sendable () async -> [String]

    package init(
        handler: any PushHandler,
        verifier: any TokenVerifier,
        store: any DocumentStore,
        objects: any ObjectStore,
        queue: any TaskQueue,
        clock: any WallClock,
        identifiers: any IdentifierSource,
        start: StartGate,
        emulatorAddress: EmulatorAddress? = nil,
        missingTools: @escaping @Sendable () async -> [String] = { [] }
    ) {
        self.handler = handler
        self.verifier = verifier
        self.store = store
        self.objects = objects
        self.queue = queue
        self.clock = clock
        self.identifiers = identifiers
        self.start = start
        self.emulatorAddress = emulatorAddress
        self.missingTools = missingTools
    }
}
