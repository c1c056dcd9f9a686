import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// `?status=&limit=&page_token=`, checked.
struct JobsQuery: Sendable, Hashable {
    var status: JobStatus?
    var limit: Int
    var pageToken: String?

    private static let standardLimit = 20
    private static let limits = 1...100

    /// - Throws: `RequestProblems` with everything that is wrong.
    init(_ request: Request) throws(RequestProblems) {
        var problems: [RequestProblems.Problem] = []
        status = request.query("status").flatMap { text in
            let status = JobStatus(rawValue: text)
            if status == nil {
                let words = JobStatus.allCases.map(\.rawValue).joined(separator: ", ")
                problems.append(.init("/status", "must be one of \(words)"))
            }
            return status
        }
        let limit = request.query("limit").map { Int($0) ?? 0 } ?? Self.standardLimit
        if !Self.limits.contains(limit) {
            let bounds = "\(Self.limits.lowerBound) to \(Self.limits.upperBound)"
            problems.append(.init("/limit", "must be an integer from \(bounds)"))
        }
        self.limit = limit
        pageToken = request.query("page_token")
        guard problems.isEmpty else { throw RequestProblems(problems) }
    }

    func page(
        of jobs: JobRepository,
        for owner: OwnerID
    ) async throws -> (jobs: [JobDocument], cursor: String?) {
        do {
            return try await jobs.list(owner: owner, status: status, after: pageToken, limit: limit)
        } catch let error as OdoriError where error.code == "cursor_invalid" {
            throw Problem.field("/page_token", "is not a token that a page gave")
        }
    }
}
