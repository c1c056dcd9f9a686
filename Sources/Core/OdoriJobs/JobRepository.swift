package import OdoriDomain
package import OdoriPorts

/// Reads jobs and runs for their owner.
package struct JobRepository: Sendable {
    private let store: any DocumentStore

    package init(store: any DocumentStore) {
        self.store = store
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

    /// Newest first.
    package func list(
        owner: OwnerID, status: JobStatus?, after cursor: String?, limit: Int
    ) async throws -> (jobs: [JobDocument], cursor: String?) {
        var filters: [DocumentQuery.Filter] = [.equal("owner", owner.rawValue)]
        if let status { filters.append(.equal("status", status.rawValue)) }
        let page = try await store.query(
            DocumentQuery(
                .collection(Collection.jobs), where: filters, order: .init("created_at", descending: true),
                after: cursor, limit: limit))
        return (try page.documents.map { try Tracked<JobDocument>($0).value }, page.cursor)
    }
}
