import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import OdoriConsole
import OdoriDomain
import OdoriGoogleAuth
import OdoriGoogleQueues
import OdoriHTTP
import OdoriJobs
import OdoriLocal
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriWorker
import ServiceLifecycle
import SystemPackage

/// The worker as it is shipped, but for its stages, which note the time and do nothing.
struct BenchAssembly {
    private static let account = "tasks@bench.invalid"
    private static let audience = "odori-bench"

    private let pipeline: PipelineServices
    private let queue: CloudTasksQueue
    private let queueURL: String
    private let port: Int
    private let dispatches: Int
    private let times: StageTimes
    private let logger: Logger
    private let clock = SystemClock()
    private let gate = StartGate()

    init(queueURL: String, directory: URL, dispatches: Int, times: StageTimes, logger: Logger) throws {
        guard let port = try LocalPort.free(1).first else { throw NoPort() }
        self.port = port
        self.queueURL = queueURL
        self.dispatches = dispatches
        self.times = times
        self.logger = logger
        let data = FilePath(directory.path)
        let objects = try DirectoryObjectStore(root: data)
        queue = CloudTasksQueue(
            CloudTasksConfiguration(
                baseURL: queueURL, project: "bench", location: "here", workerURL: "http://127.0.0.1:\(port)",
                identity: PushIdentity(email: Self.account, audience: Self.audience)),
            http: .shared, clock: clock)
        pipeline = PipelineServices(
            store: try SQLiteDocumentStore(path: data.appending("odori.sqlite")),
            objects: objects,
            queue: queue,
            clock: clock,
            scratch: NoScratch(),
            concepts: PretendConceptWriter(),
            images: PretendImageGenerator(),
            motion: PretendProvider(),
            music: PretendMusicComposer(),
            analyst: PretendDanceAnalyst(),
            media: PretendMediaComposer(),
            fetcher: PretendFetcher(),
            settings: PipelineSettings(bucket: "local", prefix: "bench", lease: .seconds(10), sweep: .seconds(60)),
            drain: DrainSignal(),
            logger: logger
        )
    }

    struct NoPort: Error {}

    /// Serves pushes while `body` runs.
    func running(_ body: @escaping @Sendable (BenchJobs) async throws -> Void) async throws {
        for name in QueueName.allCases {
            try await queue.createQueue(name, maxConcurrentDispatches: dispatches)
        }
        let reference = try BenchReference.ready(at: clock.now)
        try await pipeline.store.commit([.put(reference, at: .reference(reference.id), if: .absent)])
        let server = HTTPServer.make(
            WorkerRouter.make(worker), host: "127.0.0.1", port: port, logger: logger)
        let group = ServiceGroup(services: [server], logger: logger)
        let jobs = BenchJobs(
            acceptance: JobAcceptance(
                store: pipeline.store, queue: queue, clock: clock, identifiers: RandomIdentifiers()),
            repository: JobRepository(store: pipeline.store), clock: clock, times: times)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                try await isServing()
                try await body(jobs)
                await group.triggerGracefulShutdown()
            }
            try await tasks.waitForAll()
        }
    }

    private var worker: WorkerServices {
        WorkerServices(
            handler: PushReceiver(pipeline, rehearsal: rehearsal),
            verifier: OIDCTokenVerifier(
                issuer: .discovered(at: queueURL), audiences: [Self.audience], callers: [Self.account], http: .shared,
                clock: clock),
            store: pipeline.store,
            objects: pipeline.objects,
            queue: queue,
            clock: clock,
            identifiers: RandomIdentifiers(),
            start: gate
        )
    }

    private static let zeros = String(repeating: "0", count: 64)

    /// A stage that does nothing, and says that it made one file, as stages do.
    private var rehearsal: StageRehearsal {
        let times = times
        let names = pipeline.settings.names
        return { run, stage in
            let begin = ContinuousClock.now
            let name = try names.working(run, stage: stage, generation: 0, role: "main", suffix: "bin")
            let asset = StoredAsset(
                object: name, bytes: 1_234_567, crc32c: "00000000", sha256: Self.zeros)
            let outputs = StageOutputs(
                assets: [StageOutputs.main: asset],
                origin: Origin(provider: "bench", model: "none", promptHash: Self.zeros))
            times.note(run, stage, begin: begin)
            return .finished(outputs)
        }
    }

    private func isServing() async throws {
        let health = HTTPClientRequest(url: "http://127.0.0.1:\(port)/health")
        for _ in 0..<500 {
            do {
                let response = try await HTTPClient.shared.execute(health, timeout: .seconds(2))
                _ = try await response.body.collect(upTo: 1 << 16)
                if response.status == .ok { return }
            } catch {
                // Not yet listening.
            }
            try await clock.sleep(for: .milliseconds(10))
        }
        throw NotServing()
    }

    struct NotServing: Error {}
}
