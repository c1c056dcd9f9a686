import OdoriDomain
import OdoriJobs

/// The plan's answer to an accepted job, word for word.
struct RunAnswer: Encodable {
    var success = true
    var jobID: JobID
    var status: JobStatus
    var message = "Pipeline job started"
    var estimatedDuration = "15-20 minutes per character"

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
    var message = "Pipeline job cancelled"
    /// Orders that may still arrive at a provider; they are found and settled.
    var inFlight: Int

    init(_ outcome: JobCancellation.Outcome) {
        jobID = outcome.job.jobID
        status = outcome.job.status
        inFlight = outcome.inFlight
    }

    enum CodingKeys: String, CodingKey {
        case success, status, message
        case jobID = "job_id"
        case inFlight = "in_flight"
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
