import Synchronization

/// Counts for whoever watches this process. What is counted here is gone with the process; the documents are the truth.
package final class Meter: Sendable {
    private struct Series: Hashable {
        var metric: Metric
        var values: [String]
    }

    private struct Figure {
        var count = 0
        var sum = 0.0
        var buckets: [Int]
    }

    /// Labels come from documents too; what would go beyond so many series is not told apart any more.
    private static let mostSeries = 2000

    private let figures = Mutex<[Series: Figure]>([:])

    package init() {}

    /// Adds to a counter or a gauge.
    package func add(_ amount: Double = 1, to metric: Metric, _ values: String...) {
        change(metric, values) { $0.sum += amount }
    }

    /// A gauge's figure from now on.
    package func set(_ amount: Double, of metric: Metric, _ values: String...) {
        change(metric, values) { $0.sum = amount }
    }

    /// Notes one more value of a histogram.
    package func observe(_ value: Double, in metric: Metric, _ values: String...) {
        guard case .histogram(let bounds) = metric.kind else { return }
        change(metric, values) { figure in
            figure.count += 1
            figure.sum += value
            for (index, bound) in bounds.enumerated() where value <= bound { figure.buckets[index] += 1 }
        }
    }

    private func change(_ metric: Metric, _ values: [String], _ body: (inout Figure) -> Void) {
        figures.withLock { figures in
            var series = Series(metric: metric, values: values)
            if figures[series] == nil, figures.count >= Self.mostSeries {
                series.values = metric.labels.map { _ in "other" }
            }
            var figure = figures[series] ?? Figure(buckets: metric.bounds.map { _ in 0 })
            body(&figure)
            figures[series] = figure
        }
    }

    /// A counter's or gauge's figure, 0 where nothing was counted.
    package func value(of metric: Metric, _ values: String...) -> Double {
        figures.withLock { $0[Series(metric: metric, values: values)]?.sum ?? 0 }
    }

    /// A counter's or gauge's figures by the values of its labels, joined by `_`.
    package func figures(of metric: Metric) -> [String: Double] {
        figures.withLock { figures in
            let own = figures.filter { $0.key.metric == metric }
            return Dictionary(own.map { ($0.key.values.joined(separator: "_"), $0.value.sum) }) { $0 + $1 }
        }
    }

    /// How many values a histogram has seen, whatever its labels are.
    package func count(of metric: Metric) -> Int {
        figures.withLock { $0.filter { $0.key.metric == metric }.values.reduce(0) { $0 + $1.count } }
    }
}

extension Meter {
    /// Everything in Prometheus' text format.
    package var text: String {
        let now = figures.withLock { $0 }
        var lines: [String] = []
        for metric in Metric.all {
            lines.append("# HELP \(metric.name) \(metric.help)")
            lines.append("# TYPE \(metric.name) \(metric.typeName)")
            let own = now.filter { $0.key.metric == metric }.sorted {
                $0.key.values.lexicographicallyPrecedes($1.key.values)
            }
            for (series, figure) in own { lines += Self.lines(metric, series.values, figure) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ metric: Metric, _ values: [String], _ figure: Figure) -> [String] {
        let labels = zip(metric.labels, values).map { "\($0)=\"\(escaped($1))\"" }
        func line(_ suffix: String, _ more: [String], _ value: Double) -> String {
            let all = labels + more
            return "\(metric.name)\(suffix)\(all.isEmpty ? "" : "{\(all.joined(separator: ","))}") \(number(value))"
        }
        guard case .histogram(let bounds) = metric.kind else { return [line("", [], figure.sum)] }
        return zip(bounds, figure.buckets).map { line("_bucket", ["le=\"\(number($0))\""], Double($1)) } + [
            line("_bucket", ["le=\"+Inf\""], Double(figure.count)), line("_sum", [], figure.sum),
            line("_count", [], Double(figure.count)),
        ]
    }

    /// Whole numbers without a fraction, so that money is told to the last micro-dollar.
    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? String(value)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

extension Metric {
    fileprivate var bounds: [Double] {
        if case .histogram(let bounds) = kind { bounds } else { [] }
    }

    fileprivate var typeName: String {
        switch kind {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
