import AsyncHTTPClient
import Logging
import OdoriDomain
import OdoriEgress
import OdoriFFmpeg
import OdoriGoogleAuth
import OdoriGoogleQueues
import OdoriHTTP
import OdoriJobs
import OdoriLocal
import OdoriPipeline
import OdoriPorts
import OdoriProcess
import OdoriScratch
import OdoriSettings
import OdoriStudio
import OdoriWorker
import SystemPackage

/// Puts the worker together; the only file of this process that names an adapter.
struct WorkerAssembly {
    private static let standardPort = 8081
    /// Cloud Run kills ten seconds after SIGTERM.
    private static let patience = Duration.seconds(8)

    let settings: Settings
    let logger = Logger(label: "odori-worker")
    let clock = SystemClock()
    private let drain = DrainSignal()
    private let gate = StartGate()

    init(settings: Settings) {
        self.settings = settings
    }

    func run() async throws {
        try settings.checkForWork()
        warnOfEgress()
        try await Self.withProviderHTTP { try await run(http: $0) }
    }

    private func run(http: HTTPClient) async throws {
        let pipeline = try pipeline(http)
        let receiver = PushReceiver(pipeline)
        let server = HTTPServer.make(
            WorkerRouter.make(services(pipeline, receiver)),
            host: settings.host,
            port: settings.port ?? Self.standardPort,
            logger: logger
        )
        let start = WorkerStart(
            seed: receiver.seed,
            intake: ReferenceIntake(store: pipeline.store, queue: pipeline.queue, clock: clock),
            references: Self.references,
            clock: clock,
            gate: gate,
            logger: logger
        )
        let sweeps = SweepService(
            receiver: receiver, period: settings.engine.sweep, clock: clock, logger: logger)
        let host = ServiceHost(
            services: [server, StartService(start: start), sweeps, DrainService(drain: drain)],
            isSupervised: settings.isSupervised,
            patience: Self.patience,
            logger: logger
        )
        try await host.run()
    }

    private func services(_ pipeline: PipelineServices, _ receiver: PushReceiver) -> WorkerServices {
        let tasks = settings.tasks
        let verifier = OIDCTokenVerifier(
            issuer: .discovered(at: "http://\(tasks.emulatorHost)"),
            audience: tasks.audience,
            callers: Set(tasks.callers),
            http: .shared,
            clock: clock
        )
        return WorkerServices(
            handler: receiver,
            verifier: verifier,
            store: pipeline.store,
            objects: pipeline.objects,
            clock: clock,
            identifiers: RandomIdentifiers(),
            start: gate
        )
    }

    private func pipeline(_ http: HTTPClient) throws -> PipelineServices {
        let data = FilePath(settings.dataDirectory)
        let scratch = FilePath(settings.scratchDirectory)
        let objects = try DirectoryObjectStore(root: data)
        return PipelineServices(
            store: try SQLiteDocumentStore(path: data.appending("odori.sqlite")),
            objects: objects,
            queue: CloudTasksQueue(queueConfiguration, http: Self.queueClient, clock: clock),
            clock: clock,
            scratch: try DirectoryScratchSpace(root: scratch),
            concepts: StudioConceptWriter(),
            images: StudioImageGenerator(),
            motion: try motion(data: data, http: http),
            music: StudioMusicComposer(),
            analyst: AubioDanceAnalyst(scratch: scratch),
            media: FFmpegMediaComposer(scratch: scratch),
            fetcher: ReferenceSources(
                own: StudioReferenceFetcher(objects: objects),
                links: CurlLinkFetcher(settings.egress)
            ),
            settings: PipelineSettings(
                bucket: settings.bucket,
                prefix: settings.objectPrefix,
                lease: settings.engine.lease,
                sweep: settings.engine.sweep,
                poll: settings.engine.poll,
                ambiguous: settings.engine.ambiguous
            ),
            drain: drain,
            logger: logger,
            webhooks: try webhooks()
        )
    }

    /// Lives as long as the process. A queue that is down is told at once: who hands work back has no time to wait, and
    /// what could not be enqueued is brought back by the next push or the sweep.
    private static let queueClient: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    private var queueConfiguration: CloudTasksConfiguration {
        let tasks = settings.tasks
        return CloudTasksConfiguration(
            baseURL: "http://\(tasks.emulatorHost)",
            project: tasks.project,
            location: tasks.location,
            workerURL: tasks.workerURL,
            mediaWorkerURL: tasks.mediaWorkerURL,
            identity: PushIdentity(email: tasks.serviceAccount, audience: tasks.audience)
        )
    }

    private static var references: [ReferenceIntake.Entry] {
        StudioReferences.all.map { .studio($0.name, id: $0.id, title: $0.title, fileName: $0.fileName) }
    }
}
