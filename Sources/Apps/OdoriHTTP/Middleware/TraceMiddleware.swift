import HTTPTypes
package import Hummingbird
package import OdoriDomain

/// Carries on a request's trace (W3C Trace Context) into whatever the request leads to. A request without one begins none: the
/// trace of its job is then the job's own id.
package struct TraceMiddleware<Context: RequestContext>: RouterMiddleware {
    private let meter: Meter?
    private let name = HTTPField.Name(TraceParent.header)

    /// - Parameter meter: what the request's work counts with.
    package init(meter: Meter? = nil) {
        self.meter = meter
    }

    package func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let work = WorkContext.current.with { work in
            work.trace = name.flatMap { request.headers[$0] }.flatMap { TraceParent($0) }
            work.meter = meter
        }
        return try await WorkContext.$current.withValue(work) { try await next(request, context) }
    }
}
