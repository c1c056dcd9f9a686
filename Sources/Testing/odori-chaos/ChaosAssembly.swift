import AsyncHTTPClient
import OdoriConsole
import OdoriGoogleQueues
import OdoriLocal
import SystemPackage

/// The only place of the harness that names an adapter to write with.
enum ChaosAssembly {
    /// Creates the store's file, in one place and before any child opens it.
    static func createStore(_ grounds: Grounds) throws {
        try SQLiteDocumentStore(path: grounds.database).close()
    }

    static func createQueues(_ grounds: Grounds, cores: Int) async throws {
        let configuration = CloudTasksConfiguration(
            baseURL: grounds.url(.queue), project: "odori-local", location: "us-central1", workerURL: grounds.pushURL)
        let queue = CloudTasksQueue(configuration, http: .shared, clock: SystemClock())
        for limit in QueueLimit.all(cores: cores) {
            try await queue.createQueue(
                limit.queue,
                maxConcurrentDispatches: limit.concurrent,
                retry: QueueRetry(minBackoff: limit.minBackOff, maxBackoff: .seconds(2)))
        }
    }
}
