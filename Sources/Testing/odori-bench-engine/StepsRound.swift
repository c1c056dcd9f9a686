import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// One measurement: accepts jobs until so many runs have ended, never more than so many at once.
struct StepsRound: Sendable {
    let jobs: BenchJobs
    let times: StageTimes
    let queue: QueueProcess
    let perJob: Int

    /// - Throws: when a stage ran twice, ran before what it needs, or did not run.
    func measure(characters: Int, atOnce: Int) async throws -> StepsReport {
        times.clear()
        let account = try CPUAccount(child: queue.processIdentifier)
        try await perform(characters, atOnce)
        let cost = try account.end()
        return try StepsReport(
            times: times.all, graph: StageGraph.build(JobOptions()), characters: characters, atOnce: atOnce, cost: cost)
    }

    private func perform(_ characters: Int, _ atOnce: Int) async throws {
        let size = min(perJob, atOnce, 20)
        try await withThrowingTaskGroup(of: Void.self) { group in
            var left = characters
            var under = 0
            while left > 0 || under > 0 {
                while left > 0, under + size <= max(size, atOnce) {
                    let count = min(size, left)
                    left -= count
                    under += size
                    group.addTask { try await jobs.runToEnd(characters: count) }
                }
                try await group.next()
                under -= size
            }
        }
    }
}
