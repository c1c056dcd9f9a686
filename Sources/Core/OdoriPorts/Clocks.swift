package import OdoriDomain

/// What time it is, and waiting; injected so that tests never wait.
package protocol WallClock: Sendable {
    var now: Timestamp { get }

    /// Returns after `duration`, or throws `CancellationError` when the task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// Where new ids and random bytes come from; injected so that tests repeat.
package protocol IdentifierSource: Sendable {
    func jobID() -> JobID
    /// Hex digits, two per byte.
    func token(bytes: Int) -> String
}
