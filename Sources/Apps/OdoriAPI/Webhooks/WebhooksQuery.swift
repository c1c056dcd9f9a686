import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// `?job_id=&status=&limit=&page_token=`, checked.
struct WebhooksQuery: Sendable, Hashable {
    var job: JobID?
    var status: OutboxStatus?
    var page: PageQuery

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
        page = PageQuery(request, &problems)
        guard problems.isEmpty else { throw RequestProblems(problems) }
    }
}
