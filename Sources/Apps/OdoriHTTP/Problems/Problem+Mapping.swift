import Hummingbird
import NIOCore
import OdoriDomain
import OdoriPorts

extension Problem {
    /// Any error as a problem. What nobody foresaw is a 500 that tells the caller nothing but its request id.
    package init(mapping error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let problems as RequestProblems: self = Problem(problems)
        case let refusal as AdmissionRefused: self = Problem(refusal)
        case let error as OdoriError: self = Problem(error)
        case let error as HTTPError: self = Problem(error)
        case is NIOTooManyBytesError: self = Problem(.contentTooLarge, "the body is too large")
        case is CancellationError: self = .unavailable("the server is shutting down")
        default: self = .unforeseen
        }
    }

    private static let unforeseen = Problem(.internalServerError, "something went wrong here", code: "internal_error")

    private init(_ refusal: AdmissionRefused) {
        switch refusal {
        case .unauthenticated(let why): self = .unauthorized(why)
        case .forbidden(let why): self = Problem(.forbidden, why)
        }
    }

    private init(_ error: OdoriError) {
        switch error.kind {
        case .transient: self = .unavailable("what this needs cannot be reached", code: error.code.rawValue)
        case .throttled(let after):
            self = .unavailable("there is too much to do", code: error.code.rawValue, after: after ?? .seconds(2))
        case .permanent, .cancelled: self = .unforeseen
        }
    }

    private init(_ error: HTTPError) {
        let detail = error.status == .notFound ? "there is nothing under this address" : error.body
        self.init(error.status, detail ?? error.status.reasonPhrase, headers: error.headers)
    }
}
