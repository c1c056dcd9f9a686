/// What a caller can be told by webhook; the names stand in requests and in webhooks' bodies.
package enum WebhookEvent: String, Codable, Sendable, CaseIterable {
    case jobCompleted = "job.completed"
    case jobFailed = "job.failed"
    case jobCancelled = "job.cancelled"
    case characterCompleted = "character.completed"

    /// What is told when the request does not choose: that the job has ended.
    package static let standard: [WebhookEvent] = [.jobCompleted, .jobFailed, .jobCancelled]

    /// What a job's end is called; nil for a status that is no end.
    package init?(end status: JobStatus) {
        switch status {
        case .completed: self = .jobCompleted
        case .failed: self = .jobFailed
        case .cancelled: self = .jobCancelled
        case .queued, .running: return nil
        }
    }
}
