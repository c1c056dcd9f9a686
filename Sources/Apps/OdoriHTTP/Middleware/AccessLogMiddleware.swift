package import Hummingbird
import Logging
import OdoriDomain
package import OdoriPorts

/// One line a request: method, path, status, time. Never a query or a header, which may hold secrets.
package struct AccessLogMiddleware<Context: IdentifiedContext>: RouterMiddleware {
    private let clock: any WallClock
    /// Asked for every few seconds by whoever watches a service.
    private static var quiet: Set<String> { ["/health", "/ready"] }

    package init(clock: any WallClock) {
        self.clock = clock
    }

    package func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = clock.now
        let response = try await next(request, context)
        let path = request.uri.path
        context.logger.log(
            level: Self.quiet.contains(path) ? .debug : .info,
            "\(request.method) \(path)",
            metadata: [
                "status": "\(response.status.code)", "ms": "\(clock.now.duration(since: start).milliseconds)",
            ]
        )
        return response
    }
}
