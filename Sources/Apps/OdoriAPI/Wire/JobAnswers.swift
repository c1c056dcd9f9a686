import OdoriDomain
import OdoriJobs

/// The plan's answer to an accepted job, word for word.
struct RunAnswer: Encodable {
    var success = true
    var jobID: JobID
    var status: JobStatus
    var message = "Pipeline job started"
    var estimatedDuration: String

    enum CodingKeys: String, CodingKey {
        case success, status, message
        case jobID = "job_id"
        case estimatedDuration = "estimated_duration"
    }
}

/// The answer to a cancel.
struct CancelAnswer: Encodable {
    var success = true
    var jobID: JobID
    var status: JobStatus
    var message: String
    /// Nil when the whole job was called off.
    var slot: Slot?
    /// Orders that may still arrive at a provider; they are found and settled.
    var inFlight: Int

    init(_ outcome: JobCancellation.Outcome, slot: Slot? = nil) {
        jobID = outcome.job.jobID
        status = slot == nil ? outcome.job.status : .cancelled
        message = slot == nil ? "Pipeline job cancelled" : "Character cancelled"
        self.slot = slot
        inFlight = outcome.inFlight
    }

    enum CodingKeys: String, CodingKey {
        case success, status, message, slot
        case jobID = "job_id"
        case inFlight = "in_flight"
    }
}

/// The answer to a retry.
struct RetryAnswer: Encodable {
    var success = true
    var jobID: JobID
    var status: JobStatus
    var message = "Pipeline job started again"
    var slot: Slot?
    var generation: Int

    init(_ job: JobDocument, slot: Slot?) {
        jobID = job.jobID
        status = job.status
        self.slot = slot
        generation = job.generation
    }

    enum CodingKeys: String, CodingKey {
        case success, status, message, slot, generation
        case jobID = "job_id"
    }
}

/// One page of jobs, newest first.
struct JobsPage: Encodable {
    var jobs: [JobBody]
    @OrNull var nextPageToken: String?

    enum CodingKeys: String, CodingKey {
        case jobs
        case nextPageToken = "next_page_token"
    }
}
