import Foundation
import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// `?status=&created_after=&created_before=&limit=&page_token=`, checked.
struct JobsQuery: Sendable, Hashable {
    var selection: JobRepository.Selection
    var page: PageQuery

    /// - Throws: `RequestProblems` with everything that is wrong.
    init(_ request: Request, owner: OwnerID) throws(RequestProblems) {
        var problems: [RequestProblems.Problem] = []
        selection = JobRepository.Selection(owner: owner)
        selection.status = request.given("status").flatMap { text in
            let status = JobStatus(rawValue: text)
            if status == nil {
                let words = JobStatus.allCases.map(\.rawValue).joined(separator: ", ")
                problems.append(.init("/status", "must be one of \(words)"))
            }
            return status
        }
        page = PageQuery(request, &problems)
        selection.since = Self.instant(request, "created_after", &problems)
        selection.until = Self.instant(request, "created_before", &problems)
        guard problems.isEmpty else { throw RequestProblems(problems) }
    }

    private static func instant(
        _ request: Request,
        _ name: String,
        _ problems: inout [RequestProblems.Problem]
    ) -> Timestamp? {
        guard let text = request.given(name) else { return nil }
        let instant = Timestamp(rfc3339: text)
        if instant == nil { problems.append(.init("/\(name)", "must be an instant like 2026-02-07T10:00:00Z")) }
        return instant
    }
}

/// `?limit=&page_token=` of any list.
struct PageQuery: Sendable, Hashable {
    let limit: Int
    let token: String?

    private static let standardLimit = 20
    private static let limits = 1...100

    /// - Parameter problems: what is wrong is added here.
    init(_ request: Request, _ problems: inout [RequestProblems.Problem], standardLimit: Int = Self.standardLimit) {
        limit = request.given("limit").map { Int($0) ?? 0 } ?? standardLimit
        if !Self.limits.contains(limit) {
            let bounds = "\(Self.limits.lowerBound) to \(Self.limits.upperBound)"
            problems.append(.init("/limit", "must be an integer from \(bounds)"))
        }
        token = request.query("page_token")
    }

    /// For lists that ask for nothing else.
    init(_ request: Request, standardLimit: Int = Self.standardLimit) throws(RequestProblems) {
        var problems: [RequestProblems.Problem] = []
        self.init(request, &problems, standardLimit: standardLimit)
        guard problems.isEmpty else { throw RequestProblems(problems) }
    }

    /// Reads the page; a token that no page gave is the caller's mistake.
    func read<Page>(_ body: (String?, Int) async throws -> Page) async throws -> Page {
        do {
            return try await body(token, limit)
        } catch let error as OdoriError where error.code == "cursor_invalid" {
            throw Problem.field("/page_token", "is not a token that a page gave")
        }
    }
}
