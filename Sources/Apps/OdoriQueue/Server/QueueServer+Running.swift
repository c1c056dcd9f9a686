package import Logging
import ServiceLifecycle

extension QueueServer {
    /// Runs a server around a piece of work, which gets its base URL, and shuts it down gracefully afterwards.
    ///
    /// For tests and tools that need a queue for a while; the port may be 0.
    package static func withRunning<Result: Sendable>(
        _ configuration: QueueConfiguration, time: any TimeSource = SystemTime(), logger: Logger,
        _ work: @Sendable (_ baseURL: String) async throws -> Result
    ) async throws -> Result {
        let server = QueueServer(configuration: configuration, time: time, logger: logger)
        let group = ServiceGroup(services: [server], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let result: Result
            do {
                result = try await work(try await server.baseURL)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return result
        }
    }
}
