package import OdoriDomain

/// Where to go on from a job: paths of this API.
package struct JobLinks: Encodable, Sendable {
    /// Where the paths of jobs begin.
    package static let base = "/api/v1/pipeline"

    var status: String
    var events: String
    var cancel: String
    var retry: String

    package init(_ job: JobID) {
        status = "\(Self.base)/status/\(job)"
        events = "\(Self.base)/events/\(job)"
        cancel = "\(Self.base)/cancel/\(job)"
        retry = "\(Self.base)/retry/\(job)"
    }

    enum CodingKeys: String, CodingKey {
        case events, cancel, retry
        case status = "self"
    }
}
