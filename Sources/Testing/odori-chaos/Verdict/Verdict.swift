import Foundation
import OdoriDomain
import SystemPackage

/// Counts, at the end of a play, what became of everything.
struct Verdict: Sendable {
    let grounds: Grounds
    var accepted: [JobID]
    var cancels: [CancelRecord] = []

    init(grounds: Grounds, accepted: [JobID]) {
        self.grounds = grounds
        self.accepted = accepted
    }

    func summary(
        _ notes: Saboteur.Notes, _ watch: Watch, _ orphans: OrphanWatch, seed: UInt64
    ) async throws -> Summary {
        let census = try await watch.census()
        let bill = try await Bill.read(from: grounds.url(.provider))
        var summary = Summary(seed: seed)
        summary.faults = notes.done
        summary.jobs = jobs(census)
        summary.operations = operations(census, bill)
        summary.stages = Summary.Stages(
            lost: await watch.lostAttempts,
            silent: census.jobs.values.flatMap(\.stages).reduce(0) { $0 + $1.crashes },
            retried: census.jobs.values.flatMap(\.stages).reduce(0) { $0 + $1.attempts },
            completedAgain: await watch.reopened.count)
        let recoveries = await watch.recoveries
        summary.recovery = Summary.Times(recoveries.map(\.milliseconds))
        summary.slowest = Array(recoveries.sorted { $0.milliseconds > $1.milliseconds }.prefix(10))
        summary.outages = Summary.Times(notes.outages.map(\.milliseconds))
        summary.orphans = Summary.Orphans(processes: [], scratch: scratch())
        summary.addOrphans(Array(await orphans.orphans))
        summary.cancels = Summary.Cancels(cancels)
        summary.violations =
            violations(summary) + notes.missing.map { "\($0.rawValue) did not come back" }
            + cancels.flatMap(\.violations)
        return summary
    }

    private func jobs(_ census: Census) -> Summary.Jobs {
        let known = accepted.compactMap { census.jobs[$0] }
        let incomplete = census.jobs.values.filter { job in
            job.status == .completed
                && (job.files.isEmpty
                    || !job.files.allSatisfy { exists(grounds.data.appending("objects").string + "/" + $0) })
        }
        return Summary.Jobs(
            accepted: accepted.count, known: census.jobs.count,
            ended: census.jobs.values.count { $0.status.isEnded }, completed: census.count(.completed),
            failed: census.count(.failed), cancelled: census.count(.cancelled),
            stuck: census.jobs.values.count { !$0.status.isEnded }, lost: accepted.count - known.count,
            incomplete: incomplete.count,
            errors: census.jobs.values.flatMap(\.errors).reduce(into: [:]) { $0[$1, default: 0] += 1 })
    }

    private func operations(_ census: Census, _ bill: Bill) -> Summary.Operations {
        Summary.Operations(
            operations: Set(census.operations.map(\.key)).count, submissions: bill.arrived, made: bill.operations,
            duplicates: bill.duplicates,
            ambiguous: census.operations.count { $0.state.rawValue == "ambiguous" },
            billed: bill.billed, settled: census.jobs.values.reduce(0) { $0 + $1.ledger.spent },
            reserved: census.jobs.values.reduce(0) { $0 + $1.ledger.reserved })
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// Working directories that nobody works in any more.
    private func scratch() -> [String] {
        (FileManager.default.subpaths(atPath: grounds.data.string) ?? []).filter {
            $0.split(separator: "/").last?.hasPrefix("scratch-") == true
        }
    }

    private func violations(_ summary: Summary) -> [String] {
        let jobs = summary.jobs
        let operations = summary.operations
        let unverified = jobs.errors.filter { $0.key.hasSuffix(OdoriError.Code.unverifiedOutput.rawValue) }
            .values.reduce(0, +)
        return [
            (jobs.lost, "jobs were accepted and are unknown"),
            (jobs.stuck, "jobs have not ended"),
            (jobs.incomplete, "jobs are completed and lack files"),
            (unverified, "files failed their own reports, though no fault spoils one"),
            (operations.duplicates, "operations were paid for twice"),
            (summary.stages.completedAgain, "completed stages did not stay completed"),
            (summary.orphans.scratch.count, "working directories were left"),
            (
                operations.billed == operations.settled && operations.reserved == 0 ? 0 : 1,
                "books do not agree with the bill"
            ),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    }
}
