import OdoriPipeline
import OdoriWorker
import ServiceLifecycle

/// The worker's start as a service: over once the worker is ready, called off when the process is asked to stop before.
struct StartService: Service {
    let start: WorkerStart

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await start.run() }
        } catch is CancellationError {
            // The process ends before it was ready; the next one starts anew.
        }
    }
}

/// Begins the drain when the process is asked to stop. It stands after the server, so it is told before the server waits
/// for its pushes to end.
struct DrainService: Service {
    let drain: DrainSignal

    func run() async throws {
        try await gracefulShutdown()
        drain.begin()
    }
}
