package import Hummingbird
import Logging

/// Turns whatever is thrown into a problem; what nobody answered on purpose is logged in full.
package struct ProblemMiddleware<Context: IdentifiedContext>: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(mapping: error)
            if problem.status.kind == .serverError, !(error is Problem) {
                let level: Logger.Level = problem.status == .serviceUnavailable ? .warning : .error
                context.logger.log(level: level, "a request failed", metadata: ["error": "\(error)"])
            }
            return try problem.response(requestID: context.requestID)
        }
    }
}
