import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// `?job_id=&status=&limit=&page_token=`, checked.
struct WebhooksQuery: Sendable, Hashable {
    var job: JobID?
    var status: OutboxStatus?
    var limit: Int
    var pageToken: String?

    private static let standardLimit = 20
    private static let limits = 1...100

    /// - Throws: `RequestProblems` with everything that is wrong.
    init(_ request: Request) throws(RequestProblems) {
        var problems: [RequestProblems.Problem] = []
        job = request.given("job_id").flatMap { text in
            let job = JobID(rawValue: text)
            if job == nil { problems.append(.init("/job_id", "must be a job's id")) }
            return job
        }
        status = request.given("status").flatMap { text in
            let status = OutboxStatus(rawValue: text)
            if status == nil {
                let words = OutboxStatus.allCases.map(\.rawValue).joined(separator: ", ")
                problems.append(.init("/status", "must be one of \(words)"))
            }
            return status
        }
        limit = request.given("limit").map { Int($0) ?? 0 } ?? Self.standardLimit
        if !Self.limits.contains(limit) {
            let bounds = "\(Self.limits.lowerBound) to \(Self.limits.upperBound)"
            problems.append(.init("/limit", "must be an integer from \(bounds)"))
        }
        pageToken = request.query("page_token")
        guard problems.isEmpty else { throw RequestProblems(problems) }
    }

    func page(
        of outbox: Outbox, for owner: OwnerID
    ) async throws -> (events: [OutboxDocument], cursor: String?) {
        do {
            return try await outbox.list(owner: owner, job: job, status: status, after: pageToken, limit: limit)
        } catch let error as OdoriError where error.code == "cursor_invalid" {
            throw Problem.field("/page_token", "is not a token that a page gave")
        }
    }
}
