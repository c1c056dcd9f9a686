import Logging
import OdoriPipeline
import OdoriPorts
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

/// Does the same once a turn as long as the process runs, whatever became of the turn before.
struct TurnService: Service {
    /// What is said when a turn fails.
    let failure: Logger.Message
    let period: Duration
    let clock: any WallClock
    let logger: Logger
    let turn: @Sendable () async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while true {
                do {
                    try await clock.sleep(for: period)
                    try await turn()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning(failure, metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
