import Foundation
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Synchronization
import Testing

@Suite("A character that is called off")
struct CharacterCancelTests {
    private static let called = Slot(1)
    /// The stride at which the workers' commits are sampled: `ODORI_TEST_EVERY=1` takes each.
    private static let stride =
        ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"].flatMap { Int($0) }.map { max(1, $0) } ?? 13

    private func cancellation(_ theatre: Theatre) -> RunCancellation {
        RunCancellation(store: theatre.store, queue: theatre.queue, clock: theatre.clock) { "gs://local/\($0)" }
    }

    @Test("begins nothing more and calls its operations off, while its sibling goes on to its end")
    func sibling() async throws {
        let theatre = Theatre(provider: PretendProvider(checksUntilDone: 60))
        let job = try await theatre.accept(JobConfig(count: 2, seed: 3))
        try await theatre.play(rounds: 60)
        let submitted = theatre.provider.submissions
        #expect(submitted.count == 10)
        let run = RunID(job: job.jobID, slot: Self.called)
        try await cancellation(theatre).cancel(run, owner: Theatre.owner)
        try await theatre.play()
        let ended = try await theatre.job(job.jobID)
        #expect(ended.status == .completed && ended.results.count == 1 && ended.progress.percentComplete == 100)
        let state = try await theatre.run(job.jobID, slot: 1)
        #expect(state.run.status == .cancelled && state.engine.dueAt == nil)
        #expect(state.engine.stages.values.allSatisfy { $0.operation?.isOpen != true })
        #expect(state.ledger.reserved == 0 && theatre.provider.cancelled.count == 5)
        #expect(theatre.provider.submissions == submitted)
        let names = try await Outcome(of: theatre).documents.keys.filter { $0.hasPrefix("names/") }
        #expect(names.count == 1)
        try await cancellation(theatre).cancel(run, owner: Theatre.owner)
    }

    @Test("a cancel right before any one commit of a worker's leaves no intent after it")
    func everyMoment() async throws {
        let commits = try await play(cancellingBefore: .max).commits
        #expect(commits > 60)
        var intents = Set<Int>()
        for commit in Swift.stride(from: 1, through: commits, by: Self.stride) {
            let (theatre, before, _) = try await play(cancellingBefore: commit)
            let state = try await theatre.run(theatre.onlyJob, slot: 1)
            let sibling = try await theatre.run(theatre.onlyJob)
            #expect(sibling.run.status == .completed && state.job.status == .completed, "commit \(commit)")
            #expect(state.ledger.reserved == 0 && state.engine.dueAt == nil, "commit \(commit)")
            guard let before else {
                #expect(state.run.status == .completed, "commit \(commit)")
                continue
            }
            #expect(state.run.status == .cancelled, "commit \(commit)")
            #expect(theatre.intents(in: state.ledger, of: Self.called) == before, "commit \(commit)")
            intents.insert(before.count)
        }
        #expect(intents.count > 2, "the cancels fell between different intents")
    }

    /// Plays a job of two; right before the workers' `number`-th commit somebody calls one character off.
    ///
    /// - Returns: the run's intents at the cancel, nil when it had ended before, and how many commits there were.
    private func play(
        cancellingBefore number: Int
    ) async throws -> (theatre: Theatre, before: Set<OperationKey>?, commits: Int) {
        let theatre = Theatre()
        let job = try await theatre.accept(JobConfig(count: 2, seed: 3))
        let before = Mutex<Set<OperationKey>?>(nil)
        let store = InterposingStore(theatre.store) { count in
            guard count == number else { return }
            do {
                try await cancellation(theatre).cancel(RunID(job: job.jobID, slot: Self.called), owner: Theatre.owner)
                let document = try #require(try await theatre.store.get([.ledger(job.jobID)]).first?.map(\.self))
                let ledger = try Tracked<LedgerDocument>(document).value
                before.withLock { $0 = theatre.intents(in: ledger, of: Self.called) }
            } catch is JobCancellation.Refusal {
                // It had ended before.
            }
        }
        try await theatre.play(on: theatre.worker(on: store))
        return (theatre, before.withLock { $0 }, store.commits)
    }

    @Test("called off before the job began, it is never begun")
    func early() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept(JobConfig(count: 2, seed: 3))
        try await cancellation(theatre).cancel(RunID(job: job.jobID, slot: Self.called), owner: Theatre.owner)
        try await theatre.play(.doubledAndReversed)
        #expect(try await theatre.job(job.jobID).status == .completed)
        let state = try await theatre.run(job.jobID, slot: 1)
        #expect(state.run.status == .cancelled && state.engine.stages.values.allSatisfy { $0.epoch == 0 })
    }

    @Test("when all are called off one by one, the job is cancelled")
    func all() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept(JobConfig(count: 2, seed: 3))
        try await theatre.play(rounds: 4)
        for slot in 0..<2 {
            try await cancellation(theatre).cancel(RunID(job: job.jobID, slot: Slot(slot)), owner: Theatre.owner)
        }
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .cancelled)
    }

    @Test("it is not tried again, and what has ended is not called off")
    func refusals() async throws {
        let provider = PretendProvider()
        let theatre = Theatre(provider: provider)
        let job = try await theatre.accept(JobConfig(count: 2, seed: 3))
        let run = RunID(job: job.jobID, slot: Self.called)
        let calls = cancellation(theatre)
        await #expect(throws: JobCancellation.Refusal.unknown) { try await calls.cancel(run, owner: .shared) }
        let beyond = RunID(job: job.jobID, slot: Slot(2))
        await #expect(throws: JobCancellation.Refusal.unknown) {
            try await calls.cancel(beyond, owner: Theatre.owner)
        }
        try await calls.cancel(run, owner: Theatre.owner)
        provider.failEverything(OdoriError(.providerFailed, "no capacity"))
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .failed)
        let retry = JobRetry(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        await #expect(throws: JobRetry.Refusal.nothingToRetry(.failed)) {
            try await retry.retry(job.jobID, slot: Self.called, owner: Theatre.owner)
        }
        provider.failEverything(nil)
        try await retry.retry(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        #expect(try await theatre.run(job.jobID, slot: 1).run.status == .cancelled)
        await #expect(throws: JobCancellation.Refusal.ended(.completed)) {
            try await calls.cancel(RunID(job: job.jobID, slot: Slot(0)), owner: Theatre.owner)
        }
    }
}

extension Theatre {
    /// The only job there is, as `SequenceIdentifiers` names it.
    fileprivate var onlyJob: JobID {
        get throws { try #require(JobID(rawValue: "00000000-0000-4000-8000-000000000001")) }
    }

    /// The intents of one run that a ledger holds.
    fileprivate func intents(in ledger: LedgerDocument, of slot: Slot) -> Set<OperationKey> {
        guard let job = try? onlyJob else { return [] }
        let stages = StageGraph.build(JobOptions()).nodes.map(\.id)
        return Set(
            stages.map { OperationKey(run: RunID(job: job, slot: slot), stage: $0, generation: 0) }
                .filter { ledger[$0] != nil })
    }
}

/// Lets somebody else act right before each commit.
private final class InterposingStore: DocumentStore {
    private let store: any DocumentStore
    private let before: @Sendable (Int) async throws -> Void
    private let count = Mutex(0)

    /// - Parameter before: is told the number of the commit that follows, from 1.
    init(_ store: any DocumentStore, before: @escaping @Sendable (Int) async throws -> Void) {
        self.store = store
        self.before = before
    }

    var commits: Int { count.withLock { $0 } }

    func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        try await store.get(keys)
    }

    func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        let number = count.withLock { count in
            count += 1
            return count
        }
        try await before(number)
        return try await store.commit(writes)
    }

    func query(_ query: DocumentQuery) async throws -> DocumentPage {
        try await store.query(query)
    }
}
