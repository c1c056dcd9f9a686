package import OdoriDomain

/// A job as its owner sees it: the plan's fields, and ours beside them.
package struct JobBody: Encodable, Sendable {
    var jobID: JobID
    var status: JobStatus
    var generation: Int
    var version: Int
    var config: JobConfig
    var progress: ProgressBody
    var cost: CostBody
    var results: [ResultBody]
    var errors: [StageError]
    /// One entry a slot; left out in lists.
    package var characters: [CharacterBody]?
    /// Only where asked for.
    package var operations: [OperationBody]?
    var links: JobLinks
    var createdAt: String
    var updatedAt: String
    @OrNull var startedAt: String?
    @OrNull var completedAt: String?
    @OrNull var estimatedCompletion: String?

    /// - Parameter end: when the job is expected to end, where that can be told.
    package init(_ job: JobDocument, links: MediaLinks, estimatedCompletion end: Timestamp?) {
        jobID = job.jobID
        status = job.status
        generation = job.generation
        version = job.version
        config = job.config
        progress = ProgressBody(job.progress)
        cost = CostBody(job.cost)
        results = job.results.map { ResultBody($0, links) }
        errors = job.errors
        self.links = JobLinks(job.jobID)
        createdAt = job.createdAt.wholeSeconds
        updatedAt = job.updatedAt.wholeSeconds
        startedAt = job.startedAt?.wholeSeconds
        completedAt = job.completedAt?.wholeSeconds
        estimatedCompletion = end?.wholeSeconds
    }

    enum CodingKeys: String, CodingKey {
        case status, generation, version, config, progress, cost, results, errors, characters, operations, links
        case jobID = "job_id"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case startedAt = "started_at"
        case completedAt = "completed_at"
        case estimatedCompletion = "estimated_completion"
    }
}

/// The plan's progress, with the stored document's names beside the plan's.
struct ProgressBody: Encodable, Sendable {
    var total: Int
    var totalCharacters: Int
    var completed: Int
    var failed: Int
    var currentStage: Phase
    @OrNull var currentCharacter: CharacterID?
    var percentComplete: Int

    init(_ progress: JobProgress) {
        total = progress.totalCharacters
        totalCharacters = progress.totalCharacters
        completed = progress.completed
        failed = progress.failed
        currentStage = progress.currentStage
        currentCharacter = progress.currentCharacter
        percentComplete = progress.percentComplete
    }

    enum CodingKeys: String, CodingKey {
        case total, completed, failed
        case totalCharacters = "total_characters"
        case currentStage = "current_stage"
        case currentCharacter = "current_character"
        case percentComplete = "percent_complete"
    }
}

extension JobDocument {
    /// When the job will end if it goes on as it went so far; nil before a twentieth is done.
    package func extrapolatedEnd(now: Timestamp) -> Timestamp? {
        guard status == .running, let startedAt, progress.percentComplete >= 5 else { return nil }
        let soFar = updatedAt.duration(since: startedAt)
        return max(now, startedAt + soFar * 100 / progress.percentComplete)
    }
}
