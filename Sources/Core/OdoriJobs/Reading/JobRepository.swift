package import OdoriDomain
package import OdoriPorts

/// Reads jobs and runs for their owner.
package struct JobRepository: Sendable {
    private let store: any DocumentStore

    package init(store: any DocumentStore) {
        self.store = store
    }

    /// Which jobs a list is about.
    package struct Selection: Sendable, Hashable {
        package var owner: OwnerID
        package var status: JobStatus?
        /// Accepted at or after this.
        package var since: Timestamp?
        /// Accepted at or before this.
        package var until: Timestamp?

        package init(
            owner: OwnerID, status: JobStatus? = nil, since: Timestamp? = nil, until: Timestamp? = nil
        ) {
            self.owner = owner
            self.status = status
            self.since = since
            self.until = until
        }

        fileprivate var filters: [DocumentQuery.Filter] {
            [.equal("owner", owner.rawValue)] + (status.map { [.equal("status", $0.rawValue)] } ?? [])
                + (since.map { [.atLeast("created_at", $0)] } ?? [])
                + (until.map { [.atMost("created_at", $0)] } ?? [])
        }
    }

    /// Nil when it does not exist or is somebody else's.
    package func find(_ id: JobID, for owner: OwnerID) async throws -> JobDocument? {
        guard let document = try await store.get([.job(id)]).first.flatMap(\.self) else { return nil }
        let job = try Tracked<JobDocument>(document).value
        return job.owner == owner ? job : nil
    }

    /// The runs of a job that exist so far, in slot order.
    package func runs(of job: JobDocument) async throws -> [RunDocument] {
        let keys = (0..<job.config.count).map { DocumentKey.run(RunID(job: job.jobID, slot: Slot($0))) }
        return try await store.get(keys).compactMap(\.self).map { try Tracked<RunDocument>($0).value }
    }

    /// The money of a job, operation by operation.
    package func books(of job: JobDocument) async throws -> JobBooks {
        guard let document = try await store.get([.ledger(job.jobID)]).first.flatMap(\.self) else { return JobBooks() }
        let ledger = try Tracked<LedgerDocument>(document).value
        guard !ledger.lines.isEmpty else { return JobBooks() }
        let keys = (0..<job.config.count).map { DocumentKey.engine(RunID(job: job.jobID, slot: Slot($0))) }
        let engines = try await store.get(keys).map { document in
            try document.map { try Tracked<EngineDocument>($0).value }
        }
        return JobBooks(job: job.jobID, ledger: ledger, engines: engines)
    }

    /// Newest first. A cursor stays where it is while jobs are added.
    package func list(
        _ selection: Selection, after cursor: String?, limit: Int
    ) async throws -> (jobs: [JobDocument], cursor: String?) {
        let page = try await store.query(
            DocumentQuery(
                .collection(Collection.jobs), where: selection.filters, order: .init("created_at", descending: true),
                after: cursor, limit: limit))
        return (try page.readable(as: JobDocument.self), page.cursor)
    }
}
