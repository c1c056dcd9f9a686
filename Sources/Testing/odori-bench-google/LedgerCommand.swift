import ArgumentParser
import Foundation
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts

/// `ledger`: all characters of one job record an intent at the same moment, each for its own run and on the job's one ledger, as pushes do:
/// leases first, then the intents, which alone are timed.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Times intents that meet on one job's ledger.")

    @OptionGroup var place: FirestorePlace

    @Option(help: "Characters of the job.")
    var characters = 20

    @Option(help: "How often.")
    var intents = 5

    @Option(help: "Worker processes among which they are.")
    var workers = 1

    func run() async throws {
        let store = place.store
        let clock = SystemClock()
        let job = try await begin(store, clock.now)
        let crews = (0..<workers).map { _ in Transactor(store: store, clock: clock, turns: Turns()) }
        var times: [Duration] = []
        let begin = ContinuousClock.now
        for round in 0..<intents {
            let stage = StageID.dance(round % 3)
            _ = try await crowd(characters, width: characters) { slot in
                let run = RunID(job: job, slot: Slot(slot))
                try await crews[slot % crews.count].update(RunState.self, .init(run)) { state in
                    state.engine.update(stage) { $0.attempts += 1 }
                }
            }
            times += try await crowd(characters, width: characters) { slot in
                let run = RunID(job: job, slot: Slot(slot))
                let key = OperationKey(run: run, stage: stage, generation: round)
                try await crews[slot % crews.count].advance(
                    RunState.self, .init(run), crowded: .changed,
                    { state in
                        try state.ledger.reserve(1_000_000, for: key, bound: nil)
                        state.engine.update(stage) { $0.calls += 1 }
                    })
            }
        }
        try Report("intent, \(workers)", operations: characters * intents, since: begin, times: times)
            .write()
    }

    private func begin(_ store: some DocumentStore, _ now: Timestamp) async throws -> JobID {
        let config = JobConfig(count: characters, seed: 1)
        let job = JobDocument(
            id: RandomIdentifiers().jobID(), owner: .local, config: config, catalogue: [], requestedReferences: [],
            now: now)
        let graph = StageGraph.build(config.options)
        var writes: [DocumentWrite] = [
            try .put(job, at: .job(job.jobID), if: .absent),
            try .put(EngineDocument.job(now: now), at: .steps(job.jobID), if: .absent),
            try .put(LedgerDocument(), at: .ledger(job.jobID), if: .absent),
        ]
        for slot in (0..<characters).map(Slot.init) {
            let run = RunID(job: job.jobID, slot: slot)
            let document = RunDocument(
                run: run, owner: .local, references: [], graph: graph, createdAt: now, now: now)
            writes.append(try .put(document, at: .run(run), if: .absent))
            writes.append(try .put(EngineDocument(graph: graph, now: now), at: .engine(run), if: .absent))
        }
        try await store.commit(writes)
        return job.jobID
    }
}
