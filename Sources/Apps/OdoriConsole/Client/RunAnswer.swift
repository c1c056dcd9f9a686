package import OdoriDomain

/// One character's passage as the API answers it.
package struct RunAnswer: Decodable, Sendable {
    package var slot: Int
    package var status: JobStatus
    package var name: String?
    package var stages: [StageID: StageAnswer]

    package init(slot: Int, status: JobStatus, name: String? = nil, stages: [StageID: StageAnswer] = [:]) {
        self.slot = slot
        self.status = status
        self.name = name
        self.stages = stages
    }
}

/// One stage of a run as the API answers it.
package struct StageAnswer: Decodable, Sendable {
    package var status: StageStatus
    package var attempts: Int?
    /// 0–1 while running, where the work can tell.
    package var progress: Double?
    package var startedAt: Timestamp?
    package var completedAt: Timestamp?

    package init(
        _ status: StageStatus,
        progress: Double? = nil,
        startedAt: Timestamp? = nil,
        completedAt: Timestamp? = nil
    ) {
        self.status = status
        self.progress = progress
        self.startedAt = startedAt
        self.completedAt = completedAt
    }

    /// The stage has begun and not ended: work runs, or a provider is waited for.
    package var isUnderWay: Bool {
        status == .running || status == .waiting
    }

    private enum CodingKeys: String, CodingKey {
        case status, attempts, progress
        case startedAt = "started_at"
        case completedAt = "completed_at"
    }
}
