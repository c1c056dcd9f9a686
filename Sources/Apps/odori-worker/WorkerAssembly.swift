import AsyncHTTPClient
import Logging
import OdoriBackends
import OdoriDomain
import OdoriEgress
import OdoriFFmpeg
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
        warnOfEgress()
        try await Self.withProviderHTTP { try await run(http: $0) }
    }

    private func run(http: HTTPClient) async throws {
        let backends = try await Backends.open(settings)
        let pipeline = try pipeline(http, backends, try await artists(http, backends))
        let receiver = PushReceiver(pipeline)
        let services = try services(pipeline, receiver, backends)
        let server = HTTPServer.make(
            WorkerRouter.make(services),
            host: settings.host,
            port: settings.port ?? Self.standardPort,
            logger: logger
        )
        let start = WorkerStart(
            seed: try seed(receiver, backends),
            intake: ReferenceIntake(store: pipeline.store, queue: pipeline.queue, clock: clock),
            references: references,
            clock: clock,
            gate: gate,
            logger: logger
        )
        let host = ServiceHost(
            services: [server, StartService(start: start)] + turns(receiver, backends) + [DrainService(drain: drain)],
            isSupervised: settings.isSupervised,
            patience: Self.patience,
            logger: logger
        )
        try await host.run()
        tell(services.meter)
    }

    /// Figures end with their process; whoever asked for them last missed what came afterwards, and money is not to be missed.
    private func tell(_ meter: Meter) {
        let money = meter.figures(of: .money)
        guard !money.isEmpty else { return }
        let figures = money.mapValues { Logger.MetadataValue.stringConvertible(Int64($0)) }
        logger.notice("what this process counted, in micro-dollars", metadata: figures)
    }

    private func services(
        _ pipeline: PipelineServices, _ receiver: PushReceiver, _ backends: Backends
    ) throws -> WorkerServices {
        WorkerServices(
            handler: receiver,
            verifier: backends.verifier,
            store: pipeline.store,
            objects: pipeline.objects,
            queue: pipeline.queue,
            clock: clock,
            identifiers: RandomIdentifiers(),
            start: gate,
            emulatorAddress: try emulatorAddress(backends),
            missingTools: { [signing = settings.signing] in
                await ToolRunner.missing(of: Self.tools + [signing?.python].compactMap(\.self))
            }
        )
    }

    private func pipeline(
        _ http: HTTPClient, _ backends: Backends, _ artists: Artists
    ) throws -> PipelineServices {
        let data = FilePath(settings.dataDirectory)
        let scratch = FilePath(settings.scratchDirectory)
        let motions = try motions(data: data, http: http, backends)
        return PipelineServices(
            store: backends.store,
            objects: backends.objects,
            queue: backends.queue,
            clock: clock,
            scratch: try DirectoryScratchSpace(root: scratch),
            concepts: artists.concepts,
            images: artists.images,
            motion: motions[0],
            music: artists.music,
            analyst: artists.analyst,
            media: FFmpegMediaComposer(scratch: scratch, encoder: settings.encoder),
            fetcher: ReferenceSources(
                own: StudioReferenceFetcher(objects: backends.objects),
                links: CurlLinkFetcher(settings.egress)
            ),
            settings: PipelineSettings(
                bucket: settings.bucket,
                prefix: settings.objectPrefix,
                lease: settings.engine.lease,
                sweep: settings.engine.sweep,
                poll: settings.engine.poll,
                ambiguous: settings.engine.ambiguous,
                logo: settings.logo.map { FilePath($0) }
            ),
            drain: drain,
            logger: logger,
            webhooks: try webhooks(),
            otherMotion: Array(motions.dropFirst()),
            callbacks: try callbacks(http),
            listener: FFmpegScoreListener(scratch: scratch),
            matcher: FFmpegMotionMatcher(scratch: scratch),
            signer: signer
        )
    }

    /// Without these no stage of media work ends well.
    private static let tools = ["ffmpeg", "ffprobe", "aubio"]

    private var references: [ReferenceIntake.Entry] {
        switch settings.catalogue {
        case .studio: StudioReferences.all.map { .studio($0.name, id: $0.id, title: $0.title, fileName: $0.fileName) }
        case .empty: []
        }
    }
}
