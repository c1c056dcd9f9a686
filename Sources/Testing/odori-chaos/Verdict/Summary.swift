import Foundation
import OdoriDomain
import SystemPackage

/// What a play came to.
struct Summary: Encodable, Sendable {
    var seed: UInt64
    var seconds = 0
    /// Faults by kind.
    var faults: [String: Int] = [:]
    var jobs = Jobs()
    var operations = Operations()
    var stages = Stages()
    var orphans = Orphans()
    /// From a fault that hit a worker to the commit that ended a later attempt of a stage whose attempt it cut short.
    var recovery = Times([])
    /// The ten that took longest.
    var slowest: [Watch.Recovery] = []
    /// From a fault that hit a member until that member was ready again.
    var outages = Times([])
    var cancels = Cancels([])
    /// What should not be, a sentence each; empty = every promise held.
    var violations: [String] = []

    init(seed: UInt64) {
        self.seed = seed
    }

    struct Jobs: Encodable, Sendable {
        /// Answered with their id; `known` counts also those whose answer was lost.
        var accepted = 0
        var known = 0
        var ended = 0
        var completed = 0
        var failed = 0
        var cancelled = 0
        var stuck = 0
        var lost = 0
        /// Completed, and a file that the results name is not there.
        var incomplete = 0
        /// `stage: code` by how often.
        var errors: [String: Int] = [:]
    }

    struct Operations: Encodable, Sendable {
        /// Operation keys that the engine recorded.
        var operations = 0
        /// That arrived at the provider, and how many operations it made of them.
        var submissions = 0
        var made = 0
        /// Operations beyond the first of their key.
        var duplicates = 0
        var ambiguous = 0
        /// Micro-dollars: the provider's bill, and our ledgers.
        var billed: Int64 = 0
        var settled: Int64 = 0
        var reserved: Int64 = 0
    }

    struct Stages: Encodable, Sendable {
        /// Attempts that a fault cut short and that were begun again.
        var lost = 0
        /// Leases that ended in silence.
        var silent = 0
        /// Attempts that failed for now, as one does whose ffmpeg is killed.
        var retried = 0
        var completedAgain = 0
    }

    struct Orphans: Encodable, Sendable {
        var processes: [String] = []
        var scratch: [String] = []
    }

    /// Milliseconds.
    struct Times: Encodable, Sendable {
        var count: Int
        var p50: Int64
        var p95: Int64
        var longest: Int64

        init(_ times: [Int64]) {
            let sorted = times.sorted()
            count = sorted.count
            p50 = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
            p95 = sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 95 / 100)]
            longest = sorted.last ?? 0
        }
    }

    struct Cancels: Encodable, Sendable {
        var count: Int
        var slowestMilliseconds: Int64
        var inFlight: Int
        /// Submissions that reached the provider after the acknowledgement.
        var arrivals: Int

        init(_ records: [CancelRecord]) {
            count = records.count
            slowestMilliseconds = records.map(\.milliseconds).max() ?? 0
            inFlight = records.reduce(0) { $0 + ($1.inFlight ?? 0) }
            arrivals = records.reduce(0) { $0 + $1.arrivals }
        }
    }

    mutating func addOrphans(_ entries: [ProcessTable.Entry]) {
        guard !entries.isEmpty else { return }
        orphans.processes += entries.map(\.commandLine)
        violations.append("\(entries.count) processes were left: \(entries.map { $0.commandLine.prefix(60) })")
    }

    func write(to file: FilePath) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(filePath: file.string), options: .atomic)
    }
}
