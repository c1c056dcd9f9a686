import Hummingbird
import OdoriHTTP

/// `/metrics`, to whoever has a key: Prometheus' text format.
struct MetricsRoutes: Sendable {
    let metrics: RequestMetrics
    let feed: JobFeed

    func add(to group: RouterGroup<APIContext>) {
        group.get("", use: get)
        group.refuseOthers("", than: .get)
    }

    @Sendable private func get(_ request: Request, _ context: APIContext) -> Response {
        let listeners = "# TYPE odori_event_listeners gauge\nodori_event_listeners \(feed.listeners)\n"
        return MetricsPage.response(metrics.text, listeners)
    }
}
