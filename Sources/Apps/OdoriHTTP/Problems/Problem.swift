package import HTTPTypes
package import OdoriDomain

/// Why a request is not served, as the caller is told (RFC 9457).
package struct Problem: Error, Sendable {
    package var status: HTTPResponse.Status
    /// A sentence for humans; what is wrong with this very request.
    package var detail: String
    /// Stable and lower case with underscores, where the engine knows one.
    package var code: String?
    /// What is wrong with which field of the request.
    package var fields: [RequestProblems.Problem]
    package var headers: HTTPFields

    package init(
        _ status: HTTPResponse.Status,
        _ detail: String,
        code: String? = nil,
        fields: [RequestProblems.Problem] = [],
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.detail = detail
        self.code = code
        self.fields = fields
        self.headers = headers
    }
}

extension Problem {
    /// 422 for one field.
    package static func field(_ pointer: String, _ detail: String) -> Problem {
        Problem(RequestProblems([.init(pointer, detail)]))
    }

    /// 422 with everything that is wrong.
    package init(_ problems: RequestProblems) {
        let sentences = problems.problems.map { "\($0.pointer.isEmpty ? "the body" : $0.pointer) \($0.detail)" }
        self.init(.unprocessableContent, sentences.joined(separator: "; "), fields: problems.problems)
    }

    /// 401.
    package static func unauthorized(_ detail: String) -> Problem {
        Problem(.unauthorized, detail, headers: [.wwwAuthenticate: "Bearer"])
    }

    /// 404; the same whether the thing does not exist or is somebody else's.
    package static func notFound(_ detail: String) -> Problem {
        Problem(.notFound, detail)
    }

    /// 503: worth trying again after some seconds.
    package static func unavailable(_ detail: String, code: String? = nil, after pause: Duration = .seconds(2))
        -> Problem
    {
        let seconds = max(1, pause.components.seconds)
        return Problem(.serviceUnavailable, detail, code: code, headers: [.retryAfter: String(seconds)])
    }
}
