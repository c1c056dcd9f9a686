import ArgumentParser
import Foundation
import OdoriSimulation

/// Plays schedules by their seeds and tells which promises were broken.
@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odori-simulate",
        abstract: "Plays seeded schedules of the whole system in one process and checks the engine's promises.")

    @Option(help: "How many schedules.")
    var seeds = 1000

    @Option(help: "The first seed.")
    var seed: UInt64 = 1

    @Option(help: "How many threads play.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    @Flag(help: "Print every event of every schedule.")
    var trace = false

    @Flag(help: "Print each schedule's trace hash.")
    var hashes = false

    @Option(help: "Stop after so many failing seeds.")
    var failures = 10

    func run() throws {
        let campaign = Campaign(first: seed, count: seeds, keepsTrace: trace, enough: failures)
        let summary = campaign.play(threads: trace ? 1 : jobs)
        if trace { summary.verdicts.forEach { $0.lines.forEach { print($0) } } }
        if hashes { summary.verdicts.forEach { print("\($0.seed) \(String($0.hash, radix: 16))") } }
        for verdict in summary.failed {
            print("seed \(verdict.seed):")
            for violation in verdict.violations.prefix(5) { print("  \(violation)") }
            print("  replay: make simulate SEEDS=1 SEED=\(verdict.seed) TRACE=1")
        }
        print(summary.line)
        guard summary.failed.isEmpty else { throw ExitCode.failure }
    }
}
