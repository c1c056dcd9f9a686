import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting

extension SampleJob {
    /// The sample with two orders of its second character's: one whose fate is unknown, one under way.
    ///
    /// - Returns: the key of both.
    static func storeWithMoney(in fixture: APIFixture) async throws -> OperationKey {
        try await store(in: fixture, withEngines: true)
        let job = try APIFixture.require(JobID(rawValue: APIFixture.jobID))
        let run = RunID(job: job, slot: Slot(1))
        let key = OperationKey(run: run, stage: .dance(0), generation: 0)
        let now = fixture.clock.now
        try await Transactor(store: fixture.documents, clock: fixture.clock).update(RunState.self, .init(run)) {
            state in
            try state.ledger.reserve(2_000_000, for: key, bound: nil)
            state.ledger.settle(2_000_000, for: key)
            state.ledger.setAside(key)
            try state.ledger.reserve(1_500_000, for: key, bound: nil)
            state.engine.stages[.dance(0)] = StageRecord(status: .waiting)
            var operation = Operation(key: key, provider: "pretend", submitBy: now)
            operation.id = "op-1"
            operation.state = .running
            state.engine.stages[.dance(0)]?.operation = operation
        }
        return key
    }
}

/// A job that completed here: one character, two stages of a minute each.
enum MeasuredJob {
    static func store(in fixture: APIFixture) async throws {
        let begun = fixture.clock.now - .seconds(600)
        let id = try APIFixture.require(JobID(rawValue: "99999999-0000-4000-8000-000000000001"))
        var job = JobDocument(
            id: id,
            owner: APIFixture.ben,
            config: JobConfig(count: 1),
            catalogue: [],
            requestedReferences: [],
            now: begun
        )
        job.status = .completed
        job.startedAt = begun
        job.completedAt = begun + .seconds(120)
        let graph = StageGraph.build(JobOptions())
        var run = RunDocument(
            run: RunID(job: id, slot: Slot(0)),
            owner: APIFixture.ben,
            references: [],
            graph: graph,
            createdAt: begun,
            now: begun
        )
        for (index, stage) in [StageID.concept, .animeImage].enumerated() {
            var view = StageView(status: .completed)
            view.startedAt = begun + .seconds(60 * index)
            view.completedAt = begun + .seconds(60 * (index + 1))
            run.stages[stage] = view
        }
        _ = try await fixture.documents.commit([
            .put(job, at: .job(id), if: .absent), .put(run, at: .run(run.id), if: .absent),
        ])
    }
}
