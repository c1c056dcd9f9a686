package import Hummingbird

/// A request's context that knows the request's id.
package protocol IdentifiedContext: RequestContext {
    /// Answered in `X-Request-ID`, and part of every log line about the request.
    var requestID: String { get set }
}
