import Foundation
import Logging
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import SystemPackage

/// A whole system in one process: real engine, documents and objects in memory, a queue that pushes when told.
final class Theatre: Sendable {
    let store = MemoryDocumentStore()
    let objects: MemoryObjectStore
    let queue = RecordingTaskQueue()
    let manual: ManualClock
    let provider: PretendProvider
    let scratch = CountingScratchSpace()
    let drain = DrainSignal()
    let concepts: any ConceptWriter
    let images: any ImageGenerator
    let ambiguous: AmbiguousPolicy
    let media: any MediaComposer
    let receiver = ScriptedReceiver()
    let motion: any MotionTransfer
    let otherMotion: [any MotionTransfer]
    let callbacks: CallbackServices?
    let music: any MusicComposer
    let analyst: any DanceAnalyst
    let listener: (any ScoreListener)?
    let fetcher: any RemoteFetcher
    let logo: FilePath?
    static let secrets = [UInt8(1), 2].compactMap { WebhookSecret(WebhookSecret.text(Data(repeating: $0, count: 32))) }
    static let schedule = WebhookSchedule("0s,5s,5m,30m") ?? .standard
    static let owner = OwnerID.local

    init(
        provider: PretendProvider = PretendProvider(), concepts: any ConceptWriter = PretendConceptWriter(),
        images: any ImageGenerator = PretendImageGenerator(), ambiguous: AmbiguousPolicy = .resubmitOnce,
        media: any MediaComposer = PretendMediaComposer(),
        motion: (any MotionTransfer)? = nil, otherMotion: [any MotionTransfer] = [],
        callbacks: CallbackServices? = nil, music: any MusicComposer = PretendMusicComposer(),
        listener: (any ScoreListener)? = nil, analyst: any DanceAnalyst = PretendDanceAnalyst(),
        fetcher: any RemoteFetcher = PretendFetcher(),
        objects: MemoryObjectStore = MemoryObjectStore(), manual: ManualClock = ManualClock(), logo: FilePath? = nil
    ) {
        self.manual = manual
        self.provider = provider
        self.concepts = concepts
        self.images = images
        self.ambiguous = ambiguous
        self.media = media
        self.motion = motion ?? provider
        self.otherMotion = otherMotion
        self.callbacks = callbacks
        self.music = music
        self.listener = listener
        self.analyst = analyst
        self.fetcher = fetcher
        self.objects = objects
        self.logo = logo
    }

    var clock: any WallClock { ImpatientClock(clock: manual) }

    /// A worker process; with a plan, one that dies.
    ///
    /// - Parameters:
    ///   - other: where documents live for it; nil = where they do for everybody.
    ///   - motion: how it reaches the provider; nil = as everybody does.
    ///   - clock: its own time; nil = everybody's.
    ///   - queue: where it orders pushes; nil = where everybody does.
    ///   - signer: with what it signs files; nil = it does not.
    func worker(
        _ plan: FaultPlan = FaultPlan(), on other: (any DocumentStore)? = nil, motion: (any MotionTransfer)? = nil,
        clock: (any WallClock)? = nil, ordering queue: (any TaskQueue)? = nil,
        signing signer: (any ProvenanceSigner)? = nil
    ) -> PushReceiver {
        let services = PipelineServices(
            store: FaultyDocumentStore(other ?? store, plan), objects: FaultyObjectStore(objects, plan),
            queue: FaultyTaskQueue(queue ?? self.queue, plan), clock: clock ?? self.clock, scratch: scratch,
            concepts: concepts, images: images, motion: motion ?? self.motion,
            music: music, analyst: analyst, media: media,
            fetcher: fetcher,
            settings: PipelineSettings(
                bucket: "local", prefix: "anime_dance", lease: .seconds(60), sweep: .seconds(60),
                ambiguous: ambiguous, logo: logo),
            drain: drain, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            webhooks: WebhookServices(
                notices: WebhookNotices(links: .none, schedule: Self.schedule),
                notifier: FaultyNotifier(receiver, plan), secrets: Self.secrets, schedule: Self.schedule),
            otherMotion: otherMotion, callbacks: callbacks, listener: listener, signer: signer)
        return PushReceiver(services)
    }

    /// Fills the catalogue and accepts a job.
    func accept(_ config: JobConfig = JobConfig(count: 1, seed: 1)) async throws -> JobDocument {
        try await addReferences()
        return try await acceptAnother(config, after: 0)
    }

    /// - Parameter last: how many ids were used before.
    func acceptAnother(_ config: JobConfig, after last: Int) async throws -> JobDocument {
        try await JobAcceptance(
            store: store, queue: queue, clock: clock, identifiers: SequenceIdentifiers(after: last)
        ).accept(config, owner: Self.owner)
    }

    func addReferences() async throws {
        let intake = ReferenceIntake(store: store, queue: queue, clock: clock)
        for name in ["one", "two", "three"] { try await intake.add(try entry(name)) }
        try await play()
    }

    func entry(_ name: String) throws -> ReferenceIntake.Entry {
        guard let id = ReferenceID(rawValue: name) else { throw MissingDocument(DocumentKey("references", name)) }
        return ReferenceIntake.Entry(
            id: id, owner: .shared, title: name, fileName: "\(name).mp4", source: .studio(name), rights: .owned,
            adultsOnly: true)
    }

    func job(_ id: JobID) async throws -> JobDocument {
        try await Transactor(store: store, clock: clock).read(JobState.self, .init(id)).job
    }

    func run(_ id: JobID, slot: Int = 0) async throws -> RunState {
        try await Transactor(store: store, clock: clock).read(
            RunState.self, .init(RunID(job: id, slot: Slot(slot))))
    }

    /// Changes a run's documents as a test wishes.
    func change(_ id: JobID, slot: Int = 0, _ body: (inout RunState) -> Void) async throws {
        try await Transactor(store: store, clock: clock).update(
            RunState.self, .init(RunID(job: id, slot: Slot(slot))), body)
    }
}

/// Moves only when told, but lets short waits (a retry of a commit) pass at once.
struct ImpatientClock: WallClock {
    let clock: ManualClock

    var now: Timestamp { clock.now }

    func sleep(for duration: Duration) async throws {
        if duration <= .milliseconds(250) {
            try Task.checkCancellation()
            await Task.yield()
        } else {
            try await clock.sleep(for: duration)
        }
    }
}
