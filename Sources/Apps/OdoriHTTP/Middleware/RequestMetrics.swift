import Synchronization

/// How many requests there were and how long they took, in Prometheus' text format.
package final class RequestMetrics: Sendable {
    /// What is told apart: the route and not the path, so that there are few.
    package struct Kind: Hashable, Sendable {
        package var method: String
        package var route: String
        package var status: Int

        package init(method: String, route: String, status: Int) {
            self.method = method
            self.route = route
            self.status = status
        }

        fileprivate var labels: String {
            "method=\"\(method)\",route=\"\(route)\",status=\"\(status)\""
        }
    }

    private struct Count {
        var requests = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: RequestMetrics.bounds.count)
    }

    /// Upper bounds of the buckets in seconds.
    private static let bounds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]
    /// Methods can be invented; beyond so many kinds a request is counted without its own.
    private static let mostKinds = 500

    private let counts = Mutex<[Kind: Count]>([:])

    package init() {}

    package func record(_ kind: Kind, took seconds: Double) {
        counts.withLock { counts in
            let kind =
                counts[kind] != nil || counts.count < Self.mostKinds
                ? kind : Kind(method: "other", route: "other", status: 0)
            var count = counts[kind] ?? Count()
            count.requests += 1
            count.seconds += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { count.buckets[index] += 1 }
            counts[kind] = count
        }
    }

    /// One line a figure.
    package var text: String {
        let sorted = counts.withLock { $0 }.sorted { $0.key.labels < $1.key.labels }
        var lines = ["# TYPE odori_http_request_seconds histogram"]
        for (kind, count) in sorted {
            for (bound, hits) in zip(Self.bounds, count.buckets) {
                lines.append("odori_http_request_seconds_bucket{\(kind.labels),le=\"\(bound)\"} \(hits)")
            }
            lines.append("odori_http_request_seconds_bucket{\(kind.labels),le=\"+Inf\"} \(count.requests)")
            lines.append("odori_http_request_seconds_sum{\(kind.labels)} \(count.seconds)")
            lines.append("odori_http_request_seconds_count{\(kind.labels)} \(count.requests)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
