package import OdoriDomain

/// A job as the API answers it; members that this build does not know are passed over.
package struct JobAnswer: Decodable, Sendable {
    package var jobID: String
    package var status: JobStatus
    package var progress: Progress
    package var createdAt: Timestamp
    package var completedAt: Timestamp?
    package var results: [CharacterResult]
    package var errors: [Failure]
    /// One entry per run, in slot order; empty in lists and until the job has begun.
    package var characters: [RunAnswer]

    package init(
        jobID: String,
        status: JobStatus,
        progress: Progress = Progress(),
        createdAt: Timestamp,
        completedAt: Timestamp? = nil,
        results: [CharacterResult] = [],
        errors: [Failure] = [],
        characters: [RunAnswer] = []
    ) {
        self.jobID = jobID
        self.status = status
        self.progress = progress
        self.createdAt = createdAt
        self.completedAt = completedAt
        self.results = results
        self.errors = errors
        self.characters = characters
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        jobID = try container.decode(String.self, forKey: .jobID)
        status = try container.decode(JobStatus.self, forKey: .status)
        progress = try container.decodeIfPresent(Progress.self, forKey: .progress) ?? Progress()
        createdAt = try container.decode(Timestamp.self, forKey: .createdAt)
        completedAt = try container.decodeIfPresent(Timestamp.self, forKey: .completedAt)
        results = try container.decodeIfPresent([CharacterResult].self, forKey: .results) ?? []
        errors = try container.decodeIfPresent([Failure].self, forKey: .errors) ?? []
        characters = try container.decodeIfPresent([RunAnswer].self, forKey: .characters) ?? []
    }

    /// How far the job is.
    package struct Progress: Decodable, Sendable {
        package var total = 0
        package var completed = 0
        package var failed = 0
        package var currentStage: String?
        package var percentComplete = 0

        package init(total: Int = 0, percentComplete: Int = 0, currentStage: String? = nil) {
            self.total = total
            self.percentComplete = percentComplete
            self.currentStage = currentStage
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            total = try container.decodeIfPresent(Int.self, forKey: .total) ?? 0
            completed = try container.decodeIfPresent(Int.self, forKey: .completed) ?? 0
            failed = try container.decodeIfPresent(Int.self, forKey: .failed) ?? 0
            currentStage = try container.decodeIfPresent(String.self, forKey: .currentStage)
            percentComplete = try container.decodeIfPresent(Int.self, forKey: .percentComplete) ?? 0
        }

        private enum CodingKeys: String, CodingKey {
            case total, completed, failed
            case currentStage = "current_stage"
            case percentComplete = "percent_complete"
        }
    }

    /// Why something of the job failed.
    package struct Failure: Decodable, Sendable {
        package var slot: Int?
        package var stage: String?
        package var code: String
        package var message: String

        package init(slot: Int? = nil, stage: String? = nil, code: String, message: String) {
            self.slot = slot
            self.stage = stage
            self.code = code
            self.message = message
        }
    }

    private enum CodingKeys: String, CodingKey {
        case status, progress, results, errors, characters
        case jobID = "job_id"
        case createdAt = "created_at"
        case completedAt = "completed_at"
    }
}
