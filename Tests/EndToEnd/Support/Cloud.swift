import Foundation
import OdoriJudges
import Synchronization
import SystemPackage
import Testing

/// The servers in cloud mode as separate processes: Firestore's emulator, a Cloud Storage server, `odori-queue`, API and worker.
final class Cloud: Sendable {
    static let project = "odori-cloud"
    private static let pusher = "odori-tasks@odori-cloud.iam.gserviceaccount.com"
    private static let key = "key-of-the-cloud"
    private static let parent = "projects/\(project)/locations/us-central1"

    let api: API
    let firestore: FirestoreEmulator
    private let environment: [String: String]
    private let workerPort: Int
    private let worker = Mutex<JudgeProcess?>(nil)

    private init(_ firestore: FirestoreEmulator, api: Int, workerPort: Int, environment: [String: String]) {
        self.firestore = firestore
        self.api = API(base: "http://127.0.0.1:\(api)", key: Self.key)
        self.workerPort = workerPort
        self.environment = environment
    }

    /// Brings everything up, runs `body`, and takes everything down.
    static func running(_ body: @escaping @Sendable (Cloud) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "odori-cloud-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try await FirestoreEmulator.running { firestore in
            try await StorageServer.fakeGCS.running { storage in
                try await run(firestore, storage, directory, body)
            }
        }
    }

    private static func run(
        _ firestore: FirestoreEmulator, _ storage: String, _ directory: URL,
        _ body: @escaping @Sendable (Cloud) async throws -> Void
    ) async throws {
        let (apiPort, workerPort, queuePort) =
            try (LocalSocket.freePort(), LocalSocket.freePort(), LocalSocket.freePort())
        let environment = [
            "ODORI_MODE": "cloud", "GOOGLE_CLOUD_PROJECT": project, "ODORI_BUCKET": StorageServer.bucket,
            "FIRESTORE_EMULATOR_HOST": firestore.host, "STORAGE_EMULATOR_HOST": storage,
            "CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:\(queuePort)", "HOST": "127.0.0.1", "ODORI_LOG": "text",
            "ODORI_WORKER_URL": "http://127.0.0.1:\(workerPort)", "ODORI_TASKS_SERVICE_ACCOUNT": pusher,
            "ODORI_PUBLIC_URL": "http://127.0.0.1:\(apiPort)", "PIPELINE_API_KEY": key, "PIPELINE_API_KEYS": "",
            "ODORI_LINK_SECRET": "a secret that links are signed with", "ODORI_DATA_DIR": directory.path,
            "ODORI_WEBHOOK_SECRET": "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "ODORI_LEASE_SECONDS": "15", "ODORI_SWEEP_SECONDS": "10",
        ]
        let queue = try JudgeProcess(
            Programs.path("odori-queue").string,
            ["--port", "\(queuePort)", "--data-dir", directory.appending(path: "queue").path])
        defer { queue.stop() }
        try await queue.waitUntilListening(on: queuePort)
        try await createQueues(queuePort)
        let cloud = Cloud(firestore, api: apiPort, workerPort: workerPort, environment: environment)
        let api = try JudgeProcess(
            Programs.path("odori-api").string, [], environment: environment.merging(["PORT": "\(apiPort)"]) { $1 })
        defer { api.stop() }
        try await api.waitUntilListening(on: apiPort)
        try await cloud.startWorker()
        defer { cloud.killWorker() }
        do {
            try await body(cloud)
        } catch {
            let worker = cloud.worker.withLock { $0?.said } ?? ""
            print("---- api", api.said.suffix(3000), "---- worker", worker.suffix(5000), separator: "\n")
            throw error
        }
    }

    private static func createQueues(_ port: Int) async throws {
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

    func startWorker() async throws {
        let process = try JudgeProcess(
            Programs.path("odori-worker").string, [], environment: environment.merging(["PORT": "\(workerPort)"]) { $1 }
        )
        worker.withLock { $0 = process }
        try await process.waitUntilListening(on: workerPort)
    }

    /// Ends the worker as a machine that is switched off does.
    func killWorker() {
        let process = worker.withLock { worker in
            defer { worker = nil }
            return worker
        }
        process?.stop()
    }

    /// What Google's own Python client sees of a job until it ends.
    func follow(_ job: String) async throws -> Followed {
        let said = try await Command.python(
            "follow_job.py", [Self.project, job], environment: ["FIRESTORE_EMULATOR_HOST": firestore.host])
        return try JSONDecoder().decode(Followed.self, from: Data(said.utf8))
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
