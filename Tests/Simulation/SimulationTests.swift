import Foundation
import OdoriDomain
import OdoriPorts
import Testing

@testable import OdoriSimulation

@Suite("The system simulated", .serialized)
struct SimulationTests {
    @Test("keeps its promises in a sample of schedules")
    func sample() {
        let summary = Campaign(first: 1, count: 300).play(threads: 2)
        for verdict in summary.failed { Issue.record("\(verdict.report)") }
        #expect(summary.played == 300)
        #expect(summary.statuses["completed", default: 0] > 150)
    }

    @Test("keeps them in every schedule that broke one before")
    func kept() throws {
        for seed in try KeptSeeds.read() {
            let verdict = try Simulation.play(seed: seed)
            #expect(verdict.violations.isEmpty, "\(verdict.report)")
        }
    }

    @Test("plays the same seed the same way, and another another way", arguments: [3, 7, 99] as [UInt64])
    func repeats(_ seed: UInt64) throws {
        let first = try Simulation.play(seed: seed)
        let second = try Simulation.play(seed: seed)
        let other = try Simulation.play(seed: seed + 1)
        #expect(first.hash == second.hash)
        #expect(first.steps == second.steps)
        #expect(first.hash != other.hash)
    }

    @Test("plays on SQLite what it plays in memory, step by step")
    func stores() throws {
        var schedule = Schedule(seed: 12)
        let memory = try Simulation.play(schedule)
        schedule.usesSQLite = true
        let disk = try Simulation.play(schedule)
        #expect(memory.hash == disk.hash)
    }

    @Test("tells what happened in words when asked to")
    func trace() throws {
        let verdict = try Simulation.play(Schedule(calm: .init()), keepsTrace: true)
        #expect(verdict.lines.contains { $0.contains("api: accepted the job") })
        #expect(verdict.lines.contains { $0.contains("concept: ready → running") })
    }
}

extension Verdict {
    /// What a developer needs to go on.
    var report: String {
        (["seed \(seed):"] + violations.map(\.description) + ["make simulate SEEDS=1 SEED=\(seed) TRACE=1"])
            .joined(separator: "\n")
    }
}
