package import OdoriDomain

/// The answer to an order or a cancel.
package struct JobAccepted: Decodable, Sendable {
    package var jobID: String
    package var status: JobStatus?
    /// After a cancel: orders that may still arrive at a provider.
    package var inFlight: Int?

    private enum CodingKeys: String, CodingKey {
        case status
        case jobID = "job_id"
        case inFlight = "in_flight"
    }
}

/// A page of jobs.
package struct JobsAnswer: Decodable, Sendable {
    package var jobs: [JobAnswer]
    package var nextPageToken: String?

    private enum CodingKeys: String, CodingKey {
        case jobs
        case nextPageToken = "next_page_token"
    }
}

/// The catalogue's references.
package struct ReferencesAnswer: Decodable, Sendable {
    package var references: [ReferenceAnswer]
}
