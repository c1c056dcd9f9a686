import Foundation
import OdoriJudges
import OdoriTesting
import Subprocess
import Synchronization
import SystemPackage
import Testing

/// The servers in cloud mode as separate processes: Firestore's emulator, a Cloud Storage server, a queue, API and worker.
final class Cloud: Sendable {
    static let project = "odori-cloud"
    private static let key = "key-of-the-cloud"

    /// What orders pushes.
    enum Queue: Sendable {
        /// `odori-queue`.
        case cloudTasks
        /// Google's emulator, which also tells of files that are put into the bucket.
        case pubSub
    }

    /// Builds of the worker.
    enum Build: String, Sendable {
        case this = "odori-worker"
        /// Its graphs have one stage more.
        case next = "odori-worker-next"
    }

    let api: API
    let firestore: FirestoreEmulator
    let storage: String
    let directory: URL
    private let environment: [String: String]
    private let workerPort: Int
    private let worker = Mutex<JudgeProcess?>(nil)
    /// What workers said that have ended.
    private let said = Mutex("")

    private init(_ place: Place, api: Int, workerPort: Int, environment: [String: String]) {
        firestore = place.firestore
        storage = place.storage
        directory = place.directory
        self.api = API(base: "http://127.0.0.1:\(api)", key: Self.key)
        self.workerPort = workerPort
        self.environment = environment
    }

    /// Where things are kept.
    private struct Place: Sendable {
        var firestore: FirestoreEmulator
        var storage: String
        var directory: URL
    }

    /// Brings everything up, runs `body`, and takes everything down.
    static func running(
        _ queue: Queue = .cloudTasks, _ body: @escaping @Sendable (Cloud) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "odori-cloud-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try await FirestoreEmulator.running { firestore in
            switch queue {
            case .cloudTasks:
                try await StorageServer.fakeGCS.running { storage in
                    let place = Place(firestore: firestore, storage: storage, directory: directory)
                    try await CloudQueue.running(in: directory) { try await run(place, $0, body) }
                }
            case .pubSub:
                try await PubSubEmulator.running { pubSub in
                    let told = StorageServer.Notifications(
                        pubSub: pubSub.host, project: project, topic: "odori-tasks", prefix: "references/")
                    try await StorageServer.fakeGCS.running(notifying: told) { storage in
                        let place = Place(firestore: firestore, storage: storage, directory: directory)
                        let settings = ["ODORI_QUEUE": "pubsub", "PUBSUB_EMULATOR_HOST": pubSub.host]
                        try await run(place, settings, body)
                    }
                }
            }
        }
    }

    private static func run(
        _ place: Place, _ queue: [String: String], _ body: @escaping @Sendable (Cloud) async throws -> Void
    ) async throws {
        let (apiPort, workerPort) = try (LocalSocket.freePort(), LocalSocket.freePort())
        let environment = [
            "ODORI_MODE": "cloud", "GOOGLE_CLOUD_PROJECT": project, "ODORI_BUCKET": StorageServer.bucket,
            "FIRESTORE_EMULATOR_HOST": place.firestore.host, "STORAGE_EMULATOR_HOST": place.storage,
            "HOST": "127.0.0.1", "ODORI_LOG": "text",
            "ODORI_WORKER_URL": "http://127.0.0.1:\(workerPort)", "ODORI_TASKS_SERVICE_ACCOUNT": CloudQueue.pusher,
            "ODORI_PUBLIC_URL": "http://127.0.0.1:\(apiPort)", "PIPELINE_API_KEY": key, "PIPELINE_API_KEYS": "",
            "ODORI_LINK_SECRET": "a secret that links are signed with", "ODORI_DATA_DIR": place.directory.path,
            "ODORI_WEBHOOK_SECRET": "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "ODORI_LEASE_SECONDS": "15", "ODORI_SWEEP_SECONDS": "10", "ODORI_CATALOGUE": "empty",
        ].merging(queue) { $1 }
        let cloud = Cloud(place, api: apiPort, workerPort: workerPort, environment: environment)
        let api = try JudgeProcess(
            Programs.path("odori-api").string, [], environment: environment.merging(["PORT": "\(apiPort)"]) { $1 })
        defer { api.stop() }
        try await api.waitUntilListening(on: apiPort)
        try await cloud.startWorker()
        defer { cloud.killWorker() }
        do {
            try await body(cloud)
        } catch {
            cloud.killWorker()
            print("---- api", api.said.suffix(3000), "---- workers", cloud.said.withLock { $0 }, separator: "\n")
            throw error
        }
    }

    func startWorker(_ build: Build = .this) async throws {
        let process = try JudgeProcess(
            Programs.path(build.rawValue).string, [],
            environment: environment.merging(["PORT": "\(workerPort)"]) { $1 })
        worker.withLock { $0 = process }
        try await process.waitUntilListening(on: workerPort)
    }

    /// The worker has done what it does once: with Pub/Sub's emulator it has made the topic.
    func waitForWorker() async throws {
        let worker = API(base: "http://127.0.0.1:\(workerPort)", key: "")
        _ = try await eventually(within: .seconds(60), "the worker is ready") {
            try await worker.getRaw("/ready") == 200 ? true : nil
        }
    }

    /// Adds a short video to the catalogue, which is empty without it: all dances of every job are to it, and short.
    func addReference() async throws {
        let video = directory.appending(path: "short.mp4")
        try await ShortDance.make(video)
        let added = try await Programs.odori(
            ["references", "add", video.path, "--rights", "owned", "--adults-only", "--url", api.base],
            environment: ["PIPELINE_API_KEY": Self.key])
        try #require(added.status.isSuccess, "\(added.output)\(added.errors)")
    }

    /// Ends the worker as a machine that is switched off does.
    func killWorker() {
        let process = worker.withLock { worker in
            defer { worker = nil }
            return worker
        }
        guard let process else { return }
        said.withLock { $0 += "\n--\n" + process.said.suffix(5000) }
        process.stop()
    }

    /// What Google's own Python client sees of a job until it ends.
    func follow(_ job: String) async throws -> Followed {
        let said = try await Command.python(
            "follow_job.py", [Self.project, job], environment: ["FIRESTORE_EMULATOR_HOST": firestore.host])
        return try JSONDecoder().decode(Followed.self, from: Data(said.utf8))
    }

    /// Google's own Python client puts a file into the bucket.
    func drop(_ file: URL, as name: String, metadata: [String: String]) async throws {
        _ = try await Command.python(
            "drop_file.py", [file.path, StorageServer.bucket, name] + metadata.map { "\($0.key)=\($0.value)" },
            environment: ["STORAGE_EMULATOR_HOST": "http://\(storage)"])
    }

    struct Followed: Decodable, Sendable {
        var percents: [Int]
        var writes: Int
        /// When the job's document was written, in seconds.
        var times: [Double]
        var stages: [String: [String]]
        var status: String
        var characters: [String]
        var instants: String
    }
}

/// `odori-queue` with the queues that a project has.
enum CloudQueue {
    static let pusher = "odori-tasks@odori-cloud.iam.gserviceaccount.com"
    private static let parent = "projects/\(Cloud.project)/locations/us-central1"

    /// Runs it while `body` runs, which gets the settings that lead to it.
    static func running(
        in directory: URL, _ body: @Sendable ([String: String]) async throws -> Void
    ) async throws {
        let port = try LocalSocket.freePort()
        let queue = try JudgeProcess(
            Programs.path("odori-queue").string,
            ["--port", "\(port)", "--data-dir", directory.appending(path: "queue").path])
        defer { queue.stop() }
        try await queue.waitUntilListening(on: port)
        try await create(port)
        try await body(["CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:\(port)"])
    }

    private static func create(_ port: Int) async throws {
        let queues = API(base: "http://127.0.0.1:\(port)", key: "")
        for (name, concurrent) in [("odori-media", 1), ("odori-generate", 2), ("odori-poll", 16), ("odori-notify", 4)] {
            let body = """
                {"name": "\(parent)/queues/\(name)", "rateLimits": {"maxConcurrentDispatches": \(concurrent)},
                 "retryConfig": {"maxAttempts": -1, "minBackoff": "0.2s", "maxBackoff": "5s"}}
                """
            let status = try await queues.postRaw("/v2/\(parent)/queues", body: body)
            try #require(status == 200, "\(name) is not created")
        }
    }
}
