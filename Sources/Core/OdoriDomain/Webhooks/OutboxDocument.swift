/// `outbox/{webhook_id}`: one event for one receiver, and every attempt to deliver it. Written in the commit that makes the event
/// true, so neither is there without the other.
package struct OutboxDocument: Codable, Sendable, Hashable, FormattedDocument {
    package static let currentFormat = 1

    package var format: Int
    package var id: WebhookID
    package var owner: OwnerID
    package var jobID: JobID
    /// Whose event it is; nil for the job's own.
    package var slot: Slot?
    package var event: WebhookEvent
    package var url: String
    package var status: OutboxStatus
    /// The whole JSON that is sent, the same bytes each time.
    package var body: String
    /// The number of the task that is currently the event's own.
    package var check: Int
    package var lease: Lease?
    package var epoch: Int
    /// The attempts since the event was written or last replayed.
    package var round: Round
    /// The latest attempts, oldest first.
    package var attempts: [DeliveryAttempt]
    /// Why it was given up.
    package var reason: String?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// When the next attempt is owed; nil when none is.
    package var dueAt: Timestamp?
    /// Set when the event has ended.
    package var expiresAt: Timestamp?

    /// - Parameter pause: before the first attempt.
    package init(
        id: WebhookID, event: WebhookEvent, job: JobDocument, slot: Slot?, url: String, body: String, now: Timestamp,
        pause: Duration = .zero
    ) {
        format = Self.currentFormat
        self.id = id
        owner = job.owner
        jobID = job.jobID
        self.slot = slot
        self.event = event
        self.url = url
        status = .pending
        self.body = body
        check = 0
        epoch = 0
        round = Round(number: 0)
        attempts = []
        createdAt = now
        updatedAt = now
        dueAt = now + pause
    }

    /// Attempts up to a delivery or to giving up; a replay begins another round.
    package struct Round: Codable, Sendable, Hashable {
        package var number: Int
        /// Attempts that ended.
        package var ended = 0
        /// Attempts that ended in silence: the worker died.
        package var silent = 0

        package init(number: Int) {
            self.number = number
        }
    }

    enum CodingKeys: String, CodingKey {
        case format, id, owner, slot, event, url, status, body, check, lease, epoch, round, attempts, reason
        case jobID = "job_id"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case dueAt = "due_at"
        case expiresAt = "expires_at"
    }
}

/// How an event stands.
package enum OutboxStatus: String, Codable, Sendable, CaseIterable {
    /// Attempts are still to come.
    case pending
    /// The receiver has taken it.
    case delivered
    /// It was given up: the schedule is through, or the receiver must not or cannot be reached this way.
    case failed
    /// The receiver said that it wants no more (410).
    case gone
}

/// One attempt to deliver an event.
package struct DeliveryAttempt: Codable, Sendable, Hashable {
    package var at: Timestamp
    /// Of the answer; nil when none came.
    package var status: Int?
    /// How long it took; nil when the worker died meanwhile.
    package var milliseconds: Int?
    /// What went wrong, in few words.
    package var error: String?

    package init(at: Timestamp) {
        self.at = at
    }
}
