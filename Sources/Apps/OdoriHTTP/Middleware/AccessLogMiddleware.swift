package import Hummingbird
package import Logging
import OdoriDomain
package import OdoriPorts

/// One line a request: method, path, status, time. Never a query or a header, which may hold secrets, nor a callback's token.
package struct AccessLogMiddleware<Context: IdentifiedContext>: RouterMiddleware {
    private let clock: any WallClock
    private let level: Logger.Level

    package init(clock: any WallClock, level: Logger.Level = .info) {
        self.clock = clock
        self.level = level
    }

    /// Up to the token.
    private static func shown(_ path: String) -> String {
        guard path.hasPrefix("/api/v1/callbacks/") else { return path }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 5 else { return path }
        return parts[..<5].joined(separator: "/") + "/…"
    }

    package func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = clock.now
        let response = try await next(request, context)
        // Neither level that a line may have is above this one.
        guard context.logger.logLevel <= level else { return response }
        let path = Self.shown(request.uri.path)
        // Asked for every few seconds by whoever watches a service.
        let isQuiet = path == "/health" || path == "/ready"
        context.logger.log(
            level: isQuiet ? .debug : level,
            "\(request.method) \(path)",
            metadata: [
                "status": "\(response.status.code)", "ms": "\(clock.now.duration(since: start).milliseconds)",
            ]
        )
        return response
    }
}
