import OdoriDomain

extension JobStatus {
    var tone: StyledLine.Tone {
        switch self {
        case .queued: .plain
        case .running: .active
        case .completed: .good
        case .failed, .cancelled: .bad
        }
    }
}

extension StageStatus {
    var tone: StyledLine.Tone {
        switch self {
        case .blocked, .ready: .plain
        case .running, .waiting: .active
        case .completed, .skipped: .good
        case .failed, .cancelled: .bad
        }
    }

    /// One column that tells the status without colour.
    var mark: String {
        switch self {
        case .blocked, .ready: "·"
        case .running: "▸"
        case .waiting: "…"
        case .completed: "✓"
        case .skipped: "–"
        case .failed, .cancelled: "✗"
        }
    }
}
