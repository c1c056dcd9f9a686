import Foundation

@testable import OdoriQueue

/// A directory that is gone afterwards.
func withTemporaryDirectory<Result>(_ work: (URL) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "odori-queue-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await work(directory)
}

/// A server with a queue `q` of these fields, on a directory that is gone afterwards.
func withServer<Result: Sendable>(
    queue fields: String = "", time: any TimeSource = SystemTime(),
    _ work: @Sendable (TasksClient) async throws -> Result
) async throws -> Result {
    try await withTemporaryDirectory { directory in
        try await withServer(on: directory, time: time) { client in
            try await client.createQueue("q", fields)
            return try await work(client)
        }
    }
}

/// A server on a directory that may hold earlier queues and tasks.
func withServer<Result: Sendable>(
    on directory: URL, time: any TimeSource = SystemTime(), grace: Duration = .seconds(1),
    _ work: @Sendable (TasksClient) async throws -> Result
) async throws -> Result {
    let configuration = QueueConfiguration(port: 0, dataDirectory: directory, shutdownGrace: grace)
    return try await QueueServer.withRunning(configuration, time: time, logger: .quiet) { baseURL in
        try await work(TasksClient(baseURL: baseURL))
    }
}

extension QueueRecord {
    static func sample(id: Int64 = 1, concurrency: Int = 1000, retry: RetryPolicy = .serviceDefault) throws -> Self {
        try QueueRecord(
            id: id, name: QueueName(project: "p1", location: "l1", id: "q\(id)"),
            settings: QueueSettings(
                maxDispatchesPerSecond: 500, maxConcurrentDispatches: concurrency, retry: retry
            )
        )
    }
}

extension AcceptedTask {
    static func sample(
        at time: Timestamp = ManualTime.start, body: String = "", retry: WireRetryConfig? = nil
    ) -> Self {
        AcceptedTask(
            request: TargetRequest(
                url: "http://127.0.0.1:1/run", method: .post, headers: [:], body: Data(body.utf8)
            ),
            scheduleTime: time, dispatchDeadline: .seconds(600), retryConfig: retry
        )
    }
}
