package import Logging
package import OdoriDomain
import OdoriJobs
package import OdoriPorts
package import SystemPackage

/// Everything that stages and steps work with. It is handed on at every turn, and there is one of it in a worker.
package final class PipelineServices: Sendable {
    package let store: any DocumentStore
    package let objects: any ObjectStore
    package let queue: any TaskQueue
    package let clock: any WallClock
    package let scratch: any ScratchSpace
    package let concepts: any ConceptWriter
    package let images: any ImageGenerator
    /// Who transfers motion where a job prefers nobody.
    package let motion: any MotionTransfer
    /// Who else may, for jobs that prefer it.
    package let otherMotion: [any MotionTransfer]
    package let music: any MusicComposer
    package let analyst: any DanceAnalyst
    package let media: any MediaComposer
    package let fetcher: any RemoteFetcher
    /// Nil where no webhook is delivered; events are recorded all the same.
    package let webhooks: WebhookServices?
    /// Nil where providers are given no address to tell of their operations.
    package let callbacks: CallbackServices?
    /// Fits the tracks of composers that do not keep time; nil where there is no such composer.
    package let listener: (any ScoreListener)?
    /// Nil where files are not signed.
    package let signer: (any ProvenanceSigner)?
    /// Finds which part of the motion a dance shows; nil: each is taken to begin with its reference.
    package let matcher: (any MotionMatcher)?
    package let settings: PipelineSettings
    package let drain: DrainSignal
    package let logger: Logger
    /// The stages of this build's runs.
    package let edition: PipelineEdition
    /// This worker's own.
    let transactor: Transactor
    let looks = ProgressLooks()
    /// This worker's own view of them.
    let circuits: ProviderCircuits

    package init(
        store: any DocumentStore, objects: any ObjectStore, queue: any TaskQueue, clock: any WallClock,
        scratch: any ScratchSpace, concepts: any ConceptWriter, images: any ImageGenerator,
        motion: any MotionTransfer, music: any MusicComposer, analyst: any DanceAnalyst, media: any MediaComposer,
        fetcher: any RemoteFetcher, settings: PipelineSettings, drain: DrainSignal, logger: Logger,
        webhooks: WebhookServices? = nil, otherMotion: [any MotionTransfer] = [], callbacks: CallbackServices? = nil,
        listener: (any ScoreListener)? = nil, matcher: (any MotionMatcher)? = nil,
        signer: (any ProvenanceSigner)? = nil, edition: PipelineEdition = .standard
    ) {
        self.store = store
        self.objects = objects
        self.queue = queue
        self.clock = clock
        self.scratch = scratch
        self.concepts = concepts
        self.images = images
        self.motion = motion
        self.otherMotion = otherMotion
        self.callbacks = callbacks
        self.listener = listener
        self.matcher = matcher
        self.signer = signer
        self.edition = edition
        self.music = music
        self.analyst = analyst
        self.media = media
        self.fetcher = fetcher
        self.settings = settings
        self.drain = drain
        self.logger = logger
        self.webhooks = webhooks
        transactor = Transactor(store: store, clock: clock, turns: Turns())
        circuits = ProviderCircuits(store: store, clock: clock, logger: logger)
    }

    /// Nil for a provider that this worker is not set up for.
    func motion(named provider: String) -> (any MotionTransfer)? {
        ([motion] + otherMotion).first { $0.capabilities.provider == provider }
    }

    var dispatcher: TaskDispatcher { TaskDispatcher(queue: queue, clock: clock) }
    var outbox: Outbox { Outbox(store: store, queue: queue, clock: clock) }
    var notices: WebhookNotices { webhooks?.notices ?? WebhookNotices(links: .none) }
}

/// The engine's settings.
package struct PipelineSettings: Sendable {
    /// The bucket in `gs://` URLs; `local` when embedded.
    package var bucket: String
    package var names: ObjectNames
    package var lease: Duration
    /// How often a lease is renewed.
    package var heartbeat: Duration
    /// How often the sweep looks, and how long something may be overdue before it acts.
    package var sweep: Duration
    /// How long to wait between two checks of an operation.
    package var poll: Duration
    /// What to do about a paid call whose answer was lost.
    package var ambiguous: AmbiguousPolicy
    /// A picture for the top left of every watermarked deliverable, on this machine; nil = none.
    package var logo: FilePath?

    package init(
        bucket: String, prefix: String, lease: Duration, sweep: Duration, poll: Duration = .seconds(2),
        ambiguous: AmbiguousPolicy = .resubmitOnce, logo: FilePath? = nil
    ) {
        self.bucket = bucket
        names = ObjectNames(prefix: prefix)
        self.lease = lease
        heartbeat = lease / 4
        self.sweep = sweep
        self.poll = poll
        self.ambiguous = ambiguous
        self.logo = logo
    }

    /// A stored object's public form.
    package func url(_ name: ObjectName) -> String {
        "gs://\(bucket)/\(name)"
    }
}
