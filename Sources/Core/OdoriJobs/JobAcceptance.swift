package import OdoriDomain
package import OdoriPorts

/// Takes a job in: documents first, then the task, then the answer.
package struct JobAcceptance: Sendable {
    private let store: any DocumentStore
    private let dispatcher: TaskDispatcher
    private let references: ReferenceRepository
    private let clock: any WallClock
    private let identifiers: any IdentifierSource

    package init(
        store: any DocumentStore, queue: any TaskQueue, clock: any WallClock, identifiers: any IdentifierSource
    ) {
        self.store = store
        dispatcher = TaskDispatcher(queue: queue)
        references = ReferenceRepository(store: store)
        self.clock = clock
        self.identifiers = identifiers
    }

    /// Accepts a valid request. The job is durable once this returns; should the task be missing, the sweep brings it.
    ///
    /// - Throws: `RequestProblems` for references that cannot be danced to; then nothing is stored.
    package func accept(_ config: JobConfig, owner: OwnerID) async throws -> JobDocument {
        let catalogue = try await references.usable(by: owner)
        let requested = try Self.resolve(config.referenceVideos, in: catalogue)
        let now = clock.now
        let job = JobDocument(
            id: identifiers.jobID(), owner: owner, config: config, catalogue: catalogue.map(\.id),
            requestedReferences: requested, now: now)
        let steps = EngineDocument.job(now: now)
        try await store.commit([
            .put(job, at: .job(job.jobID), if: .absent),
            .put(steps, at: .steps(job.jobID), if: .absent),
            .put(LedgerDocument(), at: .ledger(job.jobID), if: .absent),
        ])
        try await dispatcher.enqueueOwed(of: .job(job.jobID), in: steps, graph: .job)
        return job
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
