import Logging
import ServiceLifecycle

/// Frees reserved names when their time is over, a piece at a time.
struct Housekeeper: Service {
    private static let interval: Duration = .seconds(60)
    private static let piece = 500
    private static let mostPieces = 200

    let store: TaskStore
    let time: any TimeSource
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await sweep()
                    try await time.sleep(until: time.now() + Self.interval)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("Housekeeping failed", metadata: ["error": "\(error)"])
                    await pause()
                }
            }
        }
    }

    private func sweep() async throws {
        for _ in 0..<Self.mostPieces {
            try Task.checkCancellation()
            if try await store.purge(limit: Self.piece) < Self.piece { return }
        }
    }

    private func pause() async {
        do {
            try await time.sleep(until: time.now() + Self.interval)
        } catch {
            return
        }
    }
}
