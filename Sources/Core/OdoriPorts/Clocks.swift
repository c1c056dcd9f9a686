package import OdoriDomain

/// What time it is, and waiting; injected so that tests never wait.
package protocol WallClock: Sendable {
    var now: Timestamp { get }

    /// Returns after `duration`, or throws `CancellationError` when the task is cancelled.
    func sleep(for duration: Duration) async throws

    /// As `sleep`, for some part of `longest` that differs from call to call: for competitors who must not meet again.
    func pause(upTo longest: Duration) async throws
}

extension WallClock {
    /// The whole of it, for clocks that repeat.
    package func pause(upTo longest: Duration) async throws {
        try await sleep(for: longest)
    }
}

/// Where new ids and random bytes come from; injected so that tests repeat.
package protocol IdentifierSource: Sendable {
    func jobID() -> JobID
    /// Hex digits, two per byte.
    func token(bytes: Int) -> String
}
