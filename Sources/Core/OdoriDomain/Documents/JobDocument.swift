/// `pipeline_jobs/{job_id}`: what the caller reads and listens to. Field names are the plan's; additions are ours.
package struct JobDocument: Codable, Sendable, Hashable {
    /// The layout of this document; a build that finds a greater one leaves it alone.
    package static let currentFormat = 1

    package var format: Int
    package var jobID: JobID
    package var owner: OwnerID
    package var status: JobStatus
    /// Counts retries.
    package var generation: Int
    /// Grows with every write: the id of a status event.
    package var version: Int
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    package var startedAt: Timestamp?
    package var completedAt: Timestamp?
    package var expiresAt: Timestamp?
    package var config: JobConfig
    /// The references ready to be danced to when the job was accepted: what `begin` picks from.
    package var catalogue: [ReferenceID]
    /// `config.reference_videos` as catalogue ids, in the same order.
    package var requestedReferences: [ReferenceID]
    package var progress: JobProgress
    package var cost: JobCost
    package var results: [CharacterResult]
    package var errors: [StageError]

    package init(
        id: JobID,
        owner: OwnerID,
        config: JobConfig,
        catalogue: [ReferenceID],
        requestedReferences: [ReferenceID],
        now: Timestamp
    ) {
        format = Self.currentFormat
        jobID = id
        self.owner = owner
        status = .queued
        generation = 0
        version = 1
        createdAt = now
        updatedAt = now
        self.config = config
        self.catalogue = catalogue
        self.requestedReferences = requestedReferences
        progress = JobProgress(totalCharacters: config.count)
        cost = JobCost()
        results = []
        errors = []
    }

    // In the order of the text: nothing has to be sorted when one is written.
    enum CodingKeys: String, CodingKey {
        case catalogue
        case completedAt = "completed_at"
        case config, cost
        case createdAt = "created_at"
        case errors
        case expiresAt = "expires_at"
        case format, generation
        case jobID = "job_id"
        case owner, progress
        case requestedReferences = "requested_references"
        case results
        case startedAt = "started_at"
        case status
        case updatedAt = "updated_at"
        case version
    }
}

/// How far a job is.
package struct JobProgress: Codable, Sendable, Hashable {
    package var totalCharacters: Int
    package var completed = 0
    package var failed = 0
    package var currentStage = Phase.queued
    package var currentCharacter: CharacterID?
    /// 0–100; never falls within a generation, 100 only when done.
    package var percentComplete = 0

    package init(totalCharacters: Int) {
        self.totalCharacters = totalCharacters
    }

    // In the order of the text: nothing has to be sorted when one is written.
    enum CodingKeys: String, CodingKey {
        case completed
        case currentCharacter = "current_character"
        case currentStage = "current_stage"
        case failed
        case percentComplete = "percent_complete"
        case totalCharacters = "total_characters"
    }
}

/// A job's money in US dollars, for reading; the ledger holds the exact micro-dollars.
package struct JobCost: Codable, Sendable, Hashable {
    package var estimatedUSD = 0.0
    package var reservedUSD = 0.0
    package var spentUSD = 0.0
    /// Operations of which it cannot be found out whether they were carried out; counted at their worst price.
    @Tally package var ambiguousOperations = 0
    /// Operations that cost more than the worst price in our table.
    @Tally package var priceDrift = 0

    package init() {}

    // In the order of the text: nothing has to be sorted when one is written.
    enum CodingKeys: String, CodingKey {
        case ambiguousOperations = "ambiguous_operations"
        case estimatedUSD = "estimated_usd"
        case priceDrift = "price_drift"
        case reservedUSD = "reserved_usd"
        case spentUSD = "spent_usd"
    }
}

/// Why a stage, and with it a run, ended without its result.
package struct StageError: Codable, Sendable, Hashable {
    package var slot: Slot?
    package var stage: StageID
    package var code: String
    package var message: String
    package var at: Timestamp

    package init(slot: Slot?, stage: StageID, error: OdoriError, at: Timestamp) {
        self.slot = slot
        self.stage = stage
        code = error.code.rawValue
        message = error.message
        self.at = at
    }
}
