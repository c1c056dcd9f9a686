import HTTPTypes
import Hummingbird
import Logging

/// Turns whatever is thrown into the error body of Google's APIs.
struct ErrorMiddleware<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let answer: APIError
        do {
            return try await next(request, context)
        } catch let error as APIError {
            answer = error
        } catch let error as HTTPError {
            answer = .http(error.status.code, error.body ?? "Requested entity was not found.")
        } catch let error as any HTTPResponseError {
            answer = .http(error.status.code, "\(error)")
        } catch {
            context.logger.error("A request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            answer = .http(500, "Internal error encountered.")
        }
        return try JSONAnswer.make(answer, status: .init(code: answer.code))
    }
}
