import ArgumentParser
import Foundation
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import Synchronization

/// `ledger`: many characters of one job record intents at the same moments, as pushes do: a lease, then the intent on the job's one
/// ledger, which alone is timed.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Times intents that meet on one job's ledger.")

    @OptionGroup var place: FirestorePlace

    @Option(help: "Characters of the job.")
    var characters = 20

    @Option(help: "Intents of each, one after the other.")
    var intents = 5

    @Option(help: "Worker processes among which they are.")
    var workers = 1

    func run() async throws {
        let store = place.store
        let clock = SystemClock()
        let job = try await begin(store, clock.now)
        let crews = (0..<workers).map { _ in Transactor(store: store, clock: clock, turns: Turns()) }
        let times = Mutex<[Duration]>([])
        let begin = ContinuousClock.now
        _ = try await crowd(characters * intents, width: characters) { number in
            let worker = crews[number % characters % crews.count]
            let run = RunID(job: job, slot: Slot(number % characters))
            let stage = StageID.dance(number / characters % 3)
            let key = OperationKey(run: run, stage: stage, generation: number / characters)
            try await worker.update(RunState.self, .init(run)) { $0.engine.update(stage) { $0.attempts += 1 } }
            let start = ContinuousClock.now
            try await worker.advance(
                RunState.self, .init(run), isCrowded: true, trusting: { $0.ledger != $1.ledger },
                { state in
                    try state.ledger.reserve(1_000_000, for: key, bound: nil)
                    state.engine.update(stage) { $0.calls += 1 }
                })
            let took = ContinuousClock.now - start
            times.withLock { $0.append(took) }
        }
        try Report("intent, \(workers)", operations: characters * intents, since: begin, times: times.withLock(\.self))
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
