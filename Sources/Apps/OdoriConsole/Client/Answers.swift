package import OdoriDomain

/// The answer to an order or a cancel.
package struct JobAccepted: Decodable, Sendable {
    package var jobID: String
    package var status: JobStatus?

    private enum CodingKeys: String, CodingKey {
        case status
        case jobID = "job_id"
    }
}

/// A page of jobs.
package struct JobsAnswer: Decodable, Sendable {
    package var jobs: [JobAnswer]
}

/// The catalogue's references.
package struct ReferencesAnswer: Decodable, Sendable {
    package var references: [ReferenceAnswer]
}
