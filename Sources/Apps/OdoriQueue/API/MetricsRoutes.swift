import Hummingbird
import NIOCore

/// `/metrics`: what waits and how pushes end, in Prometheus' text format. Open to everybody, as the rest of this server is.
struct MetricsRoutes: Sendable {
    let store: TaskStore
    let counts: PushCounts
    let time: any TimeSource

    func add(to router: Router<some RequestContext>) {
        router.get("metrics") { _, _ in
            let text = Self.text(try await store.backlogs(), counts.snapshot, now: time.now())
            return Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text))
            )
        }
    }

    static func text(_ backlogs: [QueueBacklog], _ pushes: [PushCounts.Kind: Int], now: Timestamp) -> String {
        var lines = ["# HELP odori_queue_tasks Tasks that have not ended", "# TYPE odori_queue_tasks gauge"]
        lines += backlogs.map { "odori_queue_tasks{queue=\"\($0.queue)\"} \($0.tasks)" }
        lines += [
            "# HELP odori_queue_overdue_seconds How long the oldest due task has been due",
            "# TYPE odori_queue_overdue_seconds gauge",
        ]
        lines += backlogs.map { backlog in
            let late = backlog.firstDue.map { max(0, Double(now.microseconds - $0.microseconds) / 1_000_000) } ?? 0
            return "odori_queue_overdue_seconds{queue=\"\(backlog.queue)\"} \(late)"
        }
        lines += [
            "# HELP odori_queue_pushes_total Pushes by how they ended", "# TYPE odori_queue_pushes_total counter",
        ]
        lines += pushes.sorted { $0.key < $1.key }.map {
            "odori_queue_pushes_total{queue=\"\($0.key.queue)\",outcome=\"\($0.key.outcome)\"} \($0.value)"
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
