import HTTPTypes
package import Hummingbird
import OdoriDomain

/// `application/problem+json`: RFC 9457's members, the plan's `success` and `error`, and our own.
struct ProblemBody: Encodable {
    var type = "about:blank"
    var title: String
    var status: Int
    var detail: String
    var success = false
    /// The plan answers a missing key with just `Unauthorized`.
    var error: String
    var code: String?
    var errors: [RequestProblems.Problem]?
    var requestID: String

    init(_ problem: Problem, requestID: String) {
        title = problem.status.reasonPhrase
        status = problem.status.code
        detail = problem.detail
        error = problem.status == .unauthorized ? "Unauthorized" : problem.detail
        code = problem.code
        errors = problem.fields.isEmpty ? nil : problem.fields
        self.requestID = requestID
    }

    enum CodingKeys: String, CodingKey {
        case type, title, status, detail, success, error, code, errors
        case requestID = "request_id"
    }
}

extension Problem {
    /// The answer.
    package func response(requestID: String) throws -> Response {
        let body = ProblemBody(self, requestID: requestID)
        var response = try Response.json(body, status: status, contentType: "application/problem+json")
        response.headers.append(contentsOf: headers)
        return response
    }
}
