package import OdoriDomain

/// An event as the API answers it.
package struct WebhookAnswer: Decodable, Sendable {
    package var id: String
    package var type: String
    package var jobID: String
    package var url: String
    package var status: String
    package var reason: String?
    package var attempts: [Attempt]
    package var nextAttemptAt: Timestamp?

    /// One attempt to deliver it.
    package struct Attempt: Decodable, Sendable {
        package var at: Timestamp
        package var status: Int?
        package var error: String?
    }

    private enum CodingKeys: String, CodingKey {
        case id, type, url, status, reason, attempts
        case jobID = "job_id"
        case nextAttemptAt = "next_attempt_at"
    }
}

/// A page of events.
package struct WebhooksAnswer: Decodable, Sendable {
    package var webhooks: [WebhookAnswer]

    /// The page as a table for people.
    package var table: Table {
        var table = Table(["webhook", "event", "job", "status", "attempts", "last", "next"], rightAligned: [4])
        for webhook in webhooks {
            let last = webhook.attempts.last
            table.add([
                webhook.id, webhook.type, webhook.jobID, webhook.status, "\(webhook.attempts.count)",
                last.map { $0.error ?? $0.status.map(String.init) ?? "no end was recorded" } ?? "",
                webhook.nextAttemptAt?.rfc3339 ?? "",
            ])
        }
        return table
    }
}
