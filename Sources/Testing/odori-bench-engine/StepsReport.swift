import Foundation
import OdoriDomain

/// What one measurement of steps came to.
struct StepsReport: Encodable {
    var system = "odori"
    var characters: Int
    var atOnce: Int
    var steps: Int
    var stepsPerSecond: Double
    var hopMilliseconds: Percentiles
    var cpuMillisecondsPerStep: Double
    var cost: CPUAccount.Cost

    /// A stage that did not run just once after all that it needs.
    struct Broken: Error {
        var reason: String
    }

    init(
        times: [StageTimes.Key: [StageTimes.Span]], graph: StageGraph, characters: Int, atOnce: Int,
        cost: CPUAccount.Cost
    ) throws {
        self.characters = characters
        self.atOnce = atOnce
        self.cost = cost
        steps = times.count
        guard steps == characters * graph.nodes.count else {
            throw Broken(reason: "\(steps) stages ran, \(characters * graph.nodes.count) were expected")
        }
        var hops: [Double] = []
        for (key, spans) in times {
            guard spans.count == 1, let begin = spans.first?.begin else {
                throw Broken(reason: "\(key.stage) ran \(spans.count) times in one run")
            }
            let needs = graph.node(key.stage)?.needs ?? []
            let ends = needs.compactMap { times[StageTimes.Key(run: key.run, stage: $0)]?.first?.end }
            guard ends.count == needs.count else { throw Broken(reason: "what \(key.stage) needs did not run") }
            guard let last = ends.max() else { continue }
            guard last <= begin else { throw Broken(reason: "\(key.stage) began before what it needs had ended") }
            hops.append((begin - last).inSeconds * 1000)
        }
        hopMilliseconds = Percentiles(hops)
        stepsPerSecond = rounded(Double(steps) / cost.wallSeconds)
        cpuMillisecondsPerStep = rounded(cost.cpuSeconds * 1000 / Double(steps))
    }

    enum CodingKeys: String, CodingKey {
        case system, characters, steps, cost
        case atOnce = "at_once"
        case stepsPerSecond = "steps_per_s"
        case hopMilliseconds = "hop_ms"
        case cpuMillisecondsPerStep = "cpu_ms_per_step"
    }
}

/// The usual places of a distribution.
struct Percentiles: Encodable {
    var p50: Double
    var p95: Double
    var p99: Double
    var max: Double

    init(_ values: [Double]) {
        let sorted = values.sorted()
        func at(_ share: Double) -> Double {
            guard !sorted.isEmpty else { return 0 }
            return rounded(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))])
        }
        p50 = at(0.5)
        p95 = at(0.95)
        p99 = at(0.99)
        max = rounded(sorted.last ?? 0)
    }
}

/// Three decimals.
func rounded(_ value: Double) -> Double {
    (value * 1000).rounded() / 1000
}

extension Encodable {
    /// One line of JSON.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
