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
import OdoriScratch
import OdoriSettings
import OdoriStudio
import OdoriWorker
import SystemPackage

/// The shipped worker with the studio's providers, and a stage `encore` that no other build knows.
struct NextWorker {
    private static let encore = StageID(rawValue: "encore")

    let settings: Settings
    private let logger = Logger(label: "odori-worker-next")
    private let clock = SystemClock()
    private let gate = StartGate()
    private let drain = DrainSignal()

    init(settings: Settings) {
        self.settings = settings
    }

    func run() async throws {
        let backends = try await Backends.open(settings)
        let pipeline = try pipeline(backends)
        let services = WorkerServices(
            handler: PushReceiver(pipeline), verifier: backends.verifier, store: backends.store,
            objects: backends.objects, queue: backends.queue, clock: clock, identifiers: RandomIdentifiers(),
            start: gate)
        let server = HTTPServer.make(
            WorkerRouter.make(services), host: settings.host, port: settings.port ?? 0, logger: logger)
        gate.open()
        try await PushReceiver(pipeline).seed()
        try await ServiceHost(services: [server], isSupervised: false, patience: .seconds(8), logger: logger).run()
    }

    /// `encore` needs the concept alone, so that every build meets it early, and waits until all but the publishing is done: whoever
    /// takes over on the way finds it open.
    private static func edition(_ store: any DocumentStore, _ clock: any WallClock) -> PipelineEdition {
        PipelineEdition(
            graph: { options in
                var graph = StageGraph.build(options)
                graph.version = StageGraph.currentVersion + 1
                let end = graph.nodes.firstIndex { $0.id == .publish } ?? graph.nodes.endIndex
                graph.nodes.insert(StageNode(id: encore, needs: [.concept], queue: .poll, weight: 1), at: end)
                for index in graph.nodes.indices where graph.nodes[index].id == .publish {
                    graph.nodes[index].needs.append(encore)
                }
                return graph
            },
            added: [
                encore: { run in
                    let documents = Transactor(store: store, clock: clock)
                    let others = try await documents.read(RunState.self, .init(run)).engine.stages
                        .filter { ![encore, .publish].contains($0.key) }
                    guard others.allSatisfy({ $0.value.status == .completed }) else {
                        return .waiting(until: clock.now + .seconds(2))
                    }
                    return .finished(StageOutputs())
                }
            ])
    }

    private func pipeline(_ backends: Backends) throws -> PipelineServices {
        let scratch = FilePath(settings.scratchDirectory)
        return PipelineServices(
            store: backends.store, objects: backends.objects, queue: backends.queue, clock: clock,
            scratch: try DirectoryScratchSpace(root: scratch), concepts: StudioConceptWriter(),
            images: StudioImageGenerator(),
            motion: StudioMotionTransfer(
                directory: FilePath(settings.dataDirectory).appending("studio"), clock: clock),
            music: StudioMusicComposer(), analyst: AubioDanceAnalyst(scratch: scratch),
            media: FFmpegMediaComposer(scratch: scratch, encoder: settings.encoder),
            fetcher: ReferenceSources(
                own: StudioReferenceFetcher(objects: backends.objects), links: CurlLinkFetcher(settings.egress)),
            settings: PipelineSettings(
                bucket: settings.bucket, prefix: settings.objectPrefix, lease: settings.engine.lease,
                sweep: settings.engine.sweep, poll: settings.engine.poll, ambiguous: settings.engine.ambiguous),
            drain: drain, logger: logger, edition: Self.edition(backends.store, clock))
    }
}
