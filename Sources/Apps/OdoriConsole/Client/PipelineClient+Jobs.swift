import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
package import OdoriDomain

extension PipelineClient {
    /// Orders a job.
    ///
    /// - Parameter idempotencyKey: the same order under the same key is the same job.
    package func run(_ order: JobOrder, idempotencyKey: String? = nil) async throws -> Answer<JobAccepted> {
        let headers = idempotencyKey.map { [("Idempotency-Key", $0)] } ?? []
        return try await send(
            .POST,
            "run",
            .bytes(ByteBuffer(bytes: try order.body())),
            type: "application/json",
            headers: headers
        )
    }

    /// What an order would cost and how long it would take.
    package func estimate(_ order: JobOrder) async throws -> Answer<EstimateAnswer> {
        try await send(.POST, "estimate", .bytes(ByteBuffer(bytes: try order.body())), type: "application/json")
    }

    package func status(of job: String) async throws -> Answer<JobAnswer> {
        try await send(.GET, "status/\(Self.escape(job))")
    }

    /// A job with everything that is written down about it, ended or not.
    package func story(of job: String) async throws -> Answer<StoryAnswer> {
        try await send(.GET, "status/\(Self.escape(job))?include=operations")
    }

    /// The newest jobs first.
    package func jobs(_ filter: JobFilter = JobFilter(), _ page: PageChoice) async throws -> Answer<JobsAnswer> {
        try await send(.GET, "jobs?\(Self.query(page.fields + filter.fields))")
    }

    package func cancel(_ job: String, slot: Int? = nil) async throws -> Answer<JobAccepted> {
        try await send(.POST, "cancel/\(Self.path(job, slot))")
    }

    /// Tries again what failed.
    package func retry(_ job: String, slot: Int? = nil) async throws -> Answer<JobAccepted> {
        try await send(.POST, "retry/\(Self.path(job, slot))")
    }

    /// The newest published characters first.
    package func characters(_ page: PageChoice) async throws -> Answer<CharactersAnswer> {
        try await send(.GET, "characters?\(Self.query(page.fields))")
    }

    package func character(_ id: String) async throws -> Answer<PublishedAnswer> {
        try await send(.GET, "characters/\(Self.escape(id))")
    }

    private static func path(_ job: String, _ slot: Int?) -> String {
        escape(job) + (slot.map { "/\($0)" } ?? "")
    }

    private static func query(_ fields: [(String, String?)]) -> String {
        fields.compactMap { name, value in value.map { "\(name)=\(escape($0))" } }.joined(separator: "&")
    }
}

/// Which jobs are listed.
package struct JobFilter: Sendable {
    package var status: JobStatus?
    /// RFC 3339, as the API reads it.
    package var since: String?
    package var until: String?

    package init(status: JobStatus? = nil, since: String? = nil, until: String? = nil) {
        self.status = status
        self.since = since
        self.until = until
    }

    fileprivate var fields: [(String, String?)] {
        [("status", status?.rawValue), ("created_after", since), ("created_before", until)]
    }
}

/// Which part of a list is shown.
package struct PageChoice: Sendable {
    package var limit: Int
    package var token: String?

    package init(limit: Int, token: String? = nil) {
        self.limit = limit
        self.token = token
    }

    fileprivate var fields: [(String, String?)] {
        [("limit", String(limit)), ("page_token", token)]
    }
}
