package import Hummingbird
import OdoriDomain
package import OdoriPorts

/// Counts and times every request by its route.
package struct MetricsMiddleware<Context: RequestContext>: RouterMiddleware {
    private let metrics: RequestMetrics
    private let clock: any WallClock

    package init(metrics: RequestMetrics, clock: any WallClock) {
        self.metrics = metrics
        self.clock = clock
    }

    package func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = clock.now
        let response = try await next(request, context)
        metrics.record(
            .init(
                method: request.method.rawValue,
                route: context.endpointPath ?? "none",
                status: response.status.code
            ),
            took: clock.now.duration(since: start).inSeconds
        )
        return response
    }
}
