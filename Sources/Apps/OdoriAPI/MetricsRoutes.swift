import HTTPTypes
import Hummingbird
import NIOCore
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
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.text + listeners))
        )
    }
}
