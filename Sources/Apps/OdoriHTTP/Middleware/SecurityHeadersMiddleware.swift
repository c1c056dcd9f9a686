import HTTPTypes
package import Hummingbird

/// Tells browsers to do nothing with an answer but show it. What an answer says itself stands.
package struct SecurityHeadersMiddleware<Context: RequestContext>: RouterMiddleware {
    private let headers: [HTTPField]

    package init() {
        let wanted: [(String, String)] = [
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "no-referrer"),
            ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ]
        headers = wanted.compactMap { name, value in
            HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
        }
    }

    package func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for header in headers where !response.headers.contains(header.name) {
            response.headers.append(header)
        }
        return response
    }
}
