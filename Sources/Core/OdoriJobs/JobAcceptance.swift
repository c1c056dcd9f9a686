package import OdoriDomain
package import OdoriPorts

/// Takes a job in: documents first, then the task, then the answer.
package struct JobAcceptance: Sendable {
    private let store: any DocumentStore
    private let dispatcher: TaskDispatcher
    private let references: ReferenceRepository
    private let clock: any WallClock
    private let identifiers: any IdentifierSource
    private let tariffs: Tariffs

    /// - Parameter tariffs: what new jobs' costs are estimated with.
    package init(
        store: any DocumentStore, queue: any TaskQueue, clock: any WallClock, identifiers: any IdentifierSource,
        tariffs: Tariffs = .free
    ) {
        self.store = store
        dispatcher = TaskDispatcher(queue: queue)
        references = ReferenceRepository(store: store)
        self.clock = clock
        self.identifiers = identifiers
        self.tariffs = tariffs
    }

    /// Accepts a valid request. The job is durable once this returns; should the task be missing, the sweep brings it.
    ///
    /// - Throws: `RequestProblems` for references that cannot be danced to; then nothing is stored.
    package func accept(_ config: JobConfig, owner: OwnerID) async throws -> JobDocument {
        let catalogue = try await references.usable(by: owner)
        let requested = try Self.resolve(config.referenceVideos, in: catalogue)
        let now = clock.now
        var job = JobDocument(
            id: identifiers.jobID(), owner: owner, config: config, catalogue: catalogue.map(\.id),
            requestedReferences: requested, now: now)
        job.cost.estimatedUSD = MicroDollars.dollars(estimate(of: job, in: catalogue))
        let steps = EngineDocument.job(now: now)
        try await store.commit([
            .put(job, at: .job(job.jobID), if: .absent),
            .put(steps, at: .steps(job.jobID), if: .absent),
            .put(LedgerDocument(), at: .ledger(job.jobID), if: .absent),
        ])
        try await dispatcher.enqueueOwed(of: .job(job.jobID), in: steps, graph: .job)
        return job
    }

    /// What the job will cost at most: on the references that `begin` will choose, and with the graph that it will pin.
    private func estimate(of job: JobDocument, in catalogue: [ReferenceDocument]) -> Int64 {
        let chosen = ReferencePicker.pick(
            job: job.jobID, requested: job.requestedReferences, catalogue: job.catalogue)
        let lengths = chosen.map { id in catalogue.first { $0.id == id }?.media?.duration }
        return JobEstimate.price(
            count: job.config.count, graph: .build(job.config.options), lengths: lengths, tariffs: tariffs)
    }

    private static func resolve(
        _ wanted: [String], in catalogue: [ReferenceDocument]
    ) throws(RequestProblems) -> [ReferenceID] {
        guard !catalogue.isEmpty else {
            throw RequestProblems([.init("/reference_videos", "the catalogue is empty: add a reference first")])
        }
        var problems: [RequestProblems.Problem] = []
        var found: [ReferenceID] = []
        for (index, text) in wanted.enumerated() {
            if let match = catalogue.first(where: { $0.id.rawValue == text || $0.fileName == text }) {
                found.append(match.id)
            } else if text.contains("://") {
                let detail = "references are added by upload; this version fetches no URLs"
                problems.append(.init("/reference_videos/\(index)", detail))
            } else {
                problems.append(.init("/reference_videos/\(index)", "no usable reference has this id or file name"))
            }
        }
        guard problems.isEmpty else { throw RequestProblems(problems) }
        return found
    }
}
