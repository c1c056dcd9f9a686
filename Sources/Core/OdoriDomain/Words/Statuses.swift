/// A job's or a run's status.
package enum JobStatus: String, Codable, Sendable, CaseIterable {
    case queued, running, completed, failed, cancelled

    /// No status follows, but for `retry`.
    package var isEnded: Bool {
        self == .completed || self == .failed || self == .cancelled
    }
}

/// A stage's status; `waiting` means that nothing runs here until `due_at`.
package enum StageStatus: String, Codable, Sendable, CaseIterable {
    case blocked, ready, running, waiting, completed, skipped, failed, cancelled

    package var isEnded: Bool {
        switch self {
        case .completed, .skipped, .failed, .cancelled: true
        case .blocked, .ready, .running, .waiting: false
        }
    }

    /// What depends on the stage may begin.
    package var satisfiesDependents: Bool {
        self == .completed || self == .skipped
    }
}

/// A reference's status.
package enum ReferenceStatus: String, Codable, Sendable {
    case ingesting, ready, rejected
    /// On its way out: nothing new is danced to it.
    case deleting
}
