package import OdoriDomain

/// How long things took here lately: what a caller is told of how long things will take. Pure.
package struct Pace: Sendable, Hashable {
    /// The median of each stage in seconds, from its first start to its end.
    private let stages: [StageID: Double]
    /// How many stages went on at the same time when there was most to do.
    private let parallelism: Double
    /// Seconds that a job took for each of its characters: the middle half of all jobs.
    private let perCharacter: ClosedRange<Double>?

    /// A completed job with its runs.
    package typealias Sample = (job: JobDocument, runs: [RunDocument])

    package init(_ samples: [Sample] = []) {
        var durations: [StageID: [Double]] = [:]
        var busiest = 1.0
        var shares: [Double] = []
        for sample in samples {
            guard let begun = sample.job.startedAt, let ended = sample.job.completedAt, ended > begun else { continue }
            let whole = ended.duration(since: begun).inSeconds
            let stages = sample.runs.flatMap(\.measuredStages)
            for (stage, seconds) in stages { durations[stage, default: []].append(seconds) }
            busiest = max(busiest, stages.reduce(0) { $0 + $1.seconds } / whole)
            shares.append(whole / Double(max(1, sample.job.config.count)))
        }
        stages = durations.mapValues { Self.quantile(0.5, of: $0) }
        parallelism = busiest
        perCharacter = shares.isEmpty ? nil : Self.quantile(0.25, of: shares)...Self.quantile(0.75, of: shares)
    }

    private static func quantile(_ share: Double, of values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    /// As the plan words it: `15-20 minutes per character`, which is also said while nothing was measured.
    package var words: String {
        guard let perCharacter else { return "15-20 minutes per character" }
        let isShort = perCharacter.upperBound < 90
        let unit = isShort ? 1.0 : 60.0
        let low = max(1, Int(perCharacter.lowerBound / unit))
        let high = max(low, Int((perCharacter.upperBound / unit).rounded(.up)))
        return "\(low == high ? "\(low)" : "\(low)-\(high)") \(isShort ? "seconds" : "minutes") per character"
    }

    /// Seconds until a job ends that goes on from here; nil while nothing was measured.
    ///
    /// - Parameters:
    ///   - runs: those that exist; the others have all before them.
    ///   - graph: of those that do not.
    package func remaining(count: Int, runs: [RunDocument], graph: StageGraph, now: Timestamp) -> Double? {
        guard !stages.isEmpty else { return nil }
        let fresh = Array(repeating: Ahead(graph) { stages[$0] ?? 0 }, count: max(0, count - runs.count))
        let begun = runs.map { run in
            Ahead(run.graph) { id in run.status.isEnded ? 0 : left(of: id, run.stages[id], now) }
        }
        let all = fresh + begun
        return max(all.map(\.longest).max() ?? 0, all.reduce(0) { $0 + $1.work } / parallelism)
    }

    private func left(of stage: StageID, _ view: StageView?, _ now: Timestamp) -> Double {
        let whole = stages[stage] ?? 0
        guard let view, !view.status.isEnded else { return view == nil ? whole : 0 }
        return max(0, whole - (view.startedAt.map { now.duration(since: $0).inSeconds } ?? 0))
    }
}

/// What is ahead of one run.
private struct Ahead {
    /// Seconds of all stages together.
    var work = 0.0
    /// Seconds of the longest chain of stages that need each other.
    var longest = 0.0

    init(_ graph: StageGraph, _ seconds: (StageID) -> Double) {
        var ends: [StageID: Double] = [:]
        for node in graph.nodes {
            let own = seconds(node.id)
            let end = own + (node.needs.compactMap { ends[$0] }.max() ?? 0)
            ends[node.id] = end
            work += own
            longest = max(longest, end)
        }
    }
}

extension RunDocument {
    /// The stages that were measured from beginning to end.
    fileprivate var measuredStages: [(stage: StageID, seconds: Double)] {
        stages.compactMap { id, view in
            guard view.status == .completed, let begun = view.startedAt, let ended = view.completedAt else {
                return nil
            }
            return (id, max(0, ended.duration(since: begun).inSeconds))
        }
    }
}
