package import OdoriDomain
package import OdoriPorts

/// Takes a job in: documents first, then the task, then the answer.
package struct JobAcceptance: Sendable {
    private let store: any DocumentStore
    private let dispatcher: TaskDispatcher
    private let draft: JobDraft
    private let intake: ReferenceIntake
    private let clock: any WallClock

    /// - Parameters:
    ///   - tariffs: what new jobs' costs are estimated with.
    ///   - folder: the files that `gs://` URLs may name.
    package init(
        store: any DocumentStore, queue: any TaskQueue, clock: any WallClock, identifiers: any IdentifierSource,
        tariffs: Tariffs = .free, folder: DropFolder = DropFolder(bucket: "local")
    ) {
        self.store = store
        dispatcher = TaskDispatcher(queue: queue, clock: clock)
        draft = JobDraft(
            view: CatalogueView(references: ReferenceRepository(store: store)), identifiers: identifiers,
            tariffs: tariffs, folder: folder)
        intake = ReferenceIntake(store: store, queue: queue, clock: clock)
        self.clock = clock
    }

    /// Why a request with a key is not served.
    package enum Refusal: Error, Hashable {
        /// The key came with another body before.
        case keyUsedForAnother
    }

    /// A job that was accepted now, or before under the same key.
    package struct Outcome: Sendable, Hashable {
        package var jobID: JobID
        package var estimatedDuration: String
        package var isRepeated: Bool
    }

    /// Accepts a valid request. The job is durable once this returns; should the task be missing, the sweep brings it.
    ///
    /// - Throws: `RequestProblems` for references that cannot be danced to; then nothing is stored.
    package func accept(_ config: JobConfig, owner: OwnerID) async throws -> JobDocument {
        let draft = try await draft.make(config, owner: owner, now: clock.now)
        let job = draft.job
        let steps = EngineDocument.job(now: job.createdAt)
        for entry in draft.references { try await intake.add(entry) }
        try await store.commit(try Self.writes(job, steps))
        try await dispatcher.enqueueOwed(of: .job(job.jobID), in: steps, graph: .job)
        return job
    }

    /// What a job of this request would cost at most, in US dollars. Nothing is stored.
    ///
    /// - Throws: `RequestProblems` for references that cannot be danced to.
    package func estimate(_ config: JobConfig, owner: OwnerID) async throws -> Double {
        try await draft.make(config, owner: owner, now: clock.now).job.cost.estimatedUSD
    }

    /// As `accept`, once for all requests with this key: the record of the answer and the job are one commit, and whoever comes
    /// second answers from the record.
    ///
    /// - Parameter duration: what the answer says of how long it takes.
    /// - Throws: `Refusal.keyUsedForAnother`.
    package func accept(
        _ config: JobConfig, owner: OwnerID, claim: IdempotencyClaim, duration: String
    ) async throws -> Outcome {
        let key = DocumentKey.idempotency(claim.hash(for: owner))
        let draft = try await draft.make(config, owner: owner, now: clock.now)
        let job = draft.job
        let steps = EngineDocument.job(now: job.createdAt)
        let record = IdempotencyRecord(
            owner: owner, fingerprint: claim.fingerprint, jobID: job.jobID, estimatedDuration: duration,
            createdAt: job.createdAt, expiresAt: job.createdAt + IdempotencyClaim.lifetime)
        let expired = try await store.get([key]).first.flatMap(\.self)
        if let expired, let outcome = try await answer(from: expired, claim) { return outcome }
        for entry in draft.references { try await intake.add(entry) }
        let condition = expired.map { DocumentWrite.Precondition.version($0.version) } ?? .absent
        do {
            try await store.commit([try .put(record, at: key, if: condition)] + Self.writes(job, steps))
        } catch is DocumentConflict {
            guard let first = try await earlier(claim, owner: owner) else { throw DocumentConflict() }
            return first
        }
        try await dispatcher.enqueueOwed(of: .job(job.jobID), in: steps, graph: .job)
        return Outcome(jobID: job.jobID, estimatedDuration: duration, isRepeated: false)
    }

    /// What was answered to this request before; nil when it is the first with its key.
    ///
    /// - Throws: `Refusal.keyUsedForAnother`.
    package func earlier(_ claim: IdempotencyClaim, owner: OwnerID) async throws -> Outcome? {
        let key = DocumentKey.idempotency(claim.hash(for: owner))
        guard let document = try await store.get([key]).first.flatMap(\.self) else { return nil }
        return try await answer(from: document, claim)
    }

    /// Nil when the record has expired. Who asks again may have been told that the queue was down: what is owed is enqueued again.
    private func answer(from document: Document, _ claim: IdempotencyClaim) async throws -> Outcome? {
        let record = try Tracked<IdempotencyRecord>(document).value
        guard record.expiresAt > clock.now else { return nil }
        guard record.fingerprint == claim.fingerprint else { throw Refusal.keyUsedForAnother }
        if let steps = try await store.get([.steps(record.jobID)]).first.flatMap(\.self) {
            try await dispatcher.enqueueOwed(
                of: .job(record.jobID), in: try Tracked<EngineDocument>(steps).value, graph: .job)
        }
        return Outcome(jobID: record.jobID, estimatedDuration: record.estimatedDuration, isRepeated: true)
    }

    private static func writes(_ job: JobDocument, _ steps: EngineDocument) throws -> [DocumentWrite] {
        [
            try .put(job, at: .job(job.jobID), if: .absent),
            try .put(steps, at: .steps(job.jobID), if: .absent),
            try .put(LedgerDocument(), at: .ledger(job.jobID), if: .absent),
        ]
    }
}
