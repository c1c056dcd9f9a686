import UnixSignals

/// Runs `body` until it ends or the user or the system asks this process to end; then `body` is cancelled and waited for.
///
/// - Returns: nil when interrupted.
func untilInterrupted<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result? {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await body() }
        group.addTask {
            for await _ in signals { break }
            return nil
        }
        return try await group.next() ?? nil
    }
}
