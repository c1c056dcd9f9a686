import OdoriDomain
import OdoriJobs

/// An event as its job's owner sees it: what it tells of, how it stands, and every attempt.
struct WebhookBody: Encodable {
    /// Only in the answer to a replay.
    var success: Bool?
    var id: WebhookID
    var type: WebhookEvent
    var jobID: JobID
    @OrNull var slot: Slot?
    var url: String
    var status: OutboxStatus
    @OrNull var reason: String?
    var attempts: [AttemptBody]
    @OrNull var nextAttemptAt: Timestamp?
    var createdAt: Timestamp
    var updatedAt: Timestamp

    /// One attempt; null where the worker died meanwhile.
    struct AttemptBody: Encodable {
        var at: Timestamp
        @OrNull var status: Int?
        @OrNull var milliseconds: Int?
        @OrNull var error: String?
    }

    init(_ event: OutboxDocument) {
        id = event.id
        type = event.event
        jobID = event.jobID
        slot = event.slot
        url = event.url
        status = event.status
        reason = event.reason
        attempts = event.attempts.map {
            AttemptBody(at: $0.at, status: $0.status, milliseconds: $0.milliseconds, error: $0.error)
        }
        nextAttemptAt = event.dueAt
        createdAt = event.createdAt
        updatedAt = event.updatedAt
    }

    enum CodingKeys: String, CodingKey {
        case success, id, type, slot, url, status, reason, attempts
        case jobID = "job_id"
        case nextAttemptAt = "next_attempt_at"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// One page of events, newest first.
struct WebhooksPage: Encodable {
    var webhooks: [WebhookBody]
    @OrNull var nextPageToken: String?

    enum CodingKeys: String, CodingKey {
        case webhooks
        case nextPageToken = "next_page_token"
    }
}
