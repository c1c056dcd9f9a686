import AsyncHTTPClient
import OdoriConsole
import OdoriGoogleQueues
import OdoriLocal
import OdoriSettings
import SystemPackage

/// The only place of this command that names an adapter.
struct OdoriAssembly {
    let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    var preparation: Stack.Preparation {
        let tasks = settings.tasks
        return Stack.Preparation(
            createStore: { dataDirectory in
                try SQLiteDocumentStore(path: dataDirectory.appending("odori.sqlite")).close()
            },
            createQueues: { plan, limits in
                let configuration = CloudTasksConfiguration(
                    baseURL: plan.url(.queue),
                    project: tasks.project,
                    location: tasks.location,
                    workerURL: plan.url(.worker)
                )
                let queue = CloudTasksQueue(configuration, http: .shared, clock: SystemClock())
                for limit in limits {
                    try await queue.createQueue(
                        limit.queue,
                        maxConcurrentDispatches: limit.concurrent,
                        retry: QueueRetry(minBackoff: limit.minBackOff, maxBackoff: limit.maxBackOff)
                    )
                }
            }
        )
    }
}
