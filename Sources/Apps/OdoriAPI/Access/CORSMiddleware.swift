import HTTPTypes
import Hummingbird

/// Lets pages of the named origins call the API. Without any, browsers keep all of them out.
struct CORSMiddleware: RouterMiddleware {
    typealias Context = APIContext

    /// `scheme://host[:port]` each; `*` = all.
    let origins: Set<String>

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard !origins.isEmpty else { return try await next(request, context) }
        guard let origin = request.headers[.origin], origins.contains(origin) || origins.contains("*") else {
            var response = try await next(request, context)
            response.headers[.vary] = "Origin"
            return response
        }
        let asksBefore = request.method == .options && request.headers[.accessControlRequestMethod] != nil
        var response = asksBefore ? Self.permission : try await next(request, context)
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = "Location, Retry-After, X-Request-ID, Idempotent-Replayed"
        response.headers[.vary] = "Origin"
        return response
    }

    private static var permission: Response {
        Response(
            status: .noContent,
            headers: [
                .accessControlAllowMethods: "GET, POST, DELETE",
                .accessControlAllowHeaders:
                    "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Request-ID",
                .accessControlMaxAge: "600",
            ]
        )
    }
}
