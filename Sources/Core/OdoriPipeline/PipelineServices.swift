package import Logging
package import OdoriDomain
import OdoriJobs
package import OdoriPorts
package import SystemPackage

/// Everything that stages and steps work with.
package struct PipelineServices: Sendable {
    package var store: any DocumentStore
    package var objects: any ObjectStore
    package var queue: any TaskQueue
    package var clock: any WallClock
    package var scratch: any ScratchSpace
    package var concepts: any ConceptWriter
    package var images: any ImageGenerator
    /// Who transfers motion where a job prefers nobody.
    package var motion: any MotionTransfer
    /// Who else may, for jobs that prefer it.
    package var otherMotion: [any MotionTransfer]
    package var music: any MusicComposer
    package var analyst: any DanceAnalyst
    package var media: any MediaComposer
    package var fetcher: any RemoteFetcher
    /// Nil where no webhook is delivered; events are recorded all the same.
    package var webhooks: WebhookServices?
    /// Nil where providers are given no address to tell of their operations.
    package var callbacks: CallbackServices?
    /// Fits the tracks of composers that do not keep time; nil where there is no such composer.
    package var listener: (any ScoreListener)?
    /// Nil where files are not signed.
    package var signer: (any ProvenanceSigner)?
    /// Finds which part of the motion a dance shows; nil: each is taken to begin with its reference.
    package var matcher: (any MotionMatcher)?
    package var settings: PipelineSettings
    package var drain: DrainSignal
    package var logger: Logger
    /// The stages of this build's runs.
    package var edition = PipelineEdition.standard
    /// This worker's own.
    private let turns = Turns()
    let looks = ProgressLooks()
    /// This worker's own view of them.
    let circuits: ProviderCircuits

    package init(
        store: any DocumentStore, objects: any ObjectStore, queue: any TaskQueue, clock: any WallClock,
        scratch: any ScratchSpace, concepts: any ConceptWriter, images: any ImageGenerator,
        motion: any MotionTransfer, music: any MusicComposer, analyst: any DanceAnalyst, media: any MediaComposer,
        fetcher: any RemoteFetcher, settings: PipelineSettings, drain: DrainSignal, logger: Logger,
        webhooks: WebhookServices? = nil, otherMotion: [any MotionTransfer] = [], callbacks: CallbackServices? = nil,
        listener: (any ScoreListener)? = nil, matcher: (any MotionMatcher)? = nil
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
        self.music = music
        self.analyst = analyst
        self.media = media
        self.fetcher = fetcher
        self.settings = settings
        self.drain = drain
        self.logger = logger
        self.webhooks = webhooks
        circuits = ProviderCircuits(store: store, clock: clock, logger: logger)
    }

    /// Nil for a provider that this worker is not set up for.
    func motion(named provider: String) -> (any MotionTransfer)? {
        ([motion] + otherMotion).first { $0.capabilities.provider == provider }
    }

    var transactor: Transactor { Transactor(store: store, clock: clock, turns: turns) }
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
