/// How long what this build does not know is kept for a newer one.
package enum HandOn {
    /// From one try to the next.
    package static let pause = Duration.seconds(30)
    /// In all; then it ends with `unsupported_version`.
    package static let limit = Duration.seconds(900)
}

extension StageRecord {
    /// Leaves the stage to a build that knows it, until none came for too long.
    mutating func handOn(_ reason: StageError, now: Timestamp) {
        let since = handedOnAt ?? now
        handedOnAt = since
        guard now >= since + HandOn.limit else { return moveOn(dueAt: now + HandOn.pause) }
        status = .failed
        error = reason
        dueAt = nil
    }
}
