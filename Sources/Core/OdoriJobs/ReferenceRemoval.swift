package import OdoriDomain
package import OdoriPorts

/// Takes a reference out of the catalogue, with all its files.
///
/// It is marked first: from then on no job begins on it. Only then is it looked whether a job is dancing to it already; one that
/// begins between the two meets the mark and fails before anything is paid for.
package struct ReferenceRemoval: Sendable {
    private let store: any DocumentStore
    private let objects: any ObjectStore
    private let clock: any WallClock
    private let names: ObjectNames
    private static let pageSize = 100

    package init(store: any DocumentStore, objects: any ObjectStore, clock: any WallClock, names: ObjectNames) {
        self.store = store
        self.objects = objects
        self.clock = clock
        self.names = names
    }

    /// Why a reference stays.
    package enum Refusal: Error, Hashable {
        case unknown
        /// It is everybody's.
        case shared
        /// This job dances to it.
        case inUse(JobID)
        /// A worker is taking it in at this moment.
        case busy
    }

    /// Deletes a reference, and those that were found to be the same file and use its files. One whose deletion was broken off is
    /// deleted by another try.
    package func remove(_ id: ReferenceID, owner: OwnerID) async throws {
        let references = ReferenceRepository(store: store)
        guard let reference = try await references.find(id, for: owner) else { throw Refusal.unknown }
        guard reference.owner == owner else { throw Refusal.shared }
        let twins = try await references.list(for: owner).filter { $0.owner == owner && $0.sameAs == id }.map(\.id)
        let all = [id] + twins
        let before = try await mark(all)
        do {
            if let job = try await user(of: Set(all), owner: owner) { throw Refusal.inUse(job) }
        } catch {
            try await restore(before)
            throw error
        }
        for id in all { try await delete(id) }
    }

    /// Answers the statuses to restore.
    private func mark(_ ids: [ReferenceID]) async throws -> [ReferenceID: ReferenceStatus] {
        let now = clock.now
        var before: [ReferenceID: ReferenceStatus] = [:]
        do {
            for id in ids {
                before[id] = try await transactor.update(ReferenceState.self, id) { state in
                    let isHeld = state.engine.stages.values.contains { $0.lease.map { $0.expiresAt > now } ?? false }
                    guard !isHeld else { throw Refusal.busy }
                    defer { state.reference.status = .deleting }
                    return state.reference.status
                }
            }
        } catch {
            try await restore(before)
            throw error is MissingDocument ? Refusal.unknown : error
        }
        return before
    }

    private func restore(_ statuses: [ReferenceID: ReferenceStatus]) async throws {
        for (id, status) in statuses {
            try await transactor.update(ReferenceState.self, id) { $0.reference.status = status }
        }
    }

    /// A job that has not ended and dances to one of these.
    private func user(of ids: Set<ReferenceID>, owner: OwnerID) async throws -> JobID? {
        for status in [JobStatus.queued, .running] {
            var cursor: String?
            repeat {
                let page = try await JobRepository(store: store).list(
                    .init(owner: owner, status: status), after: cursor, limit: Self.pageSize)
                for job in page.jobs {
                    let chosen = ReferencePicker.pick(
                        job: job.jobID, requested: job.requestedReferences, catalogue: job.catalogue)
                    if !ids.isDisjoint(with: chosen) { return job.jobID }
                }
                cursor = page.cursor
            } while cursor != nil
        }
        return nil
    }

    private func delete(_ id: ReferenceID) async throws {
        let prefix = try names.references(of: id)
        while true {
            let files = try await objects.list(prefix: prefix, after: nil, limit: Self.pageSize)
            for file in files { try await objects.delete(file.name) }
            if files.count < Self.pageSize { break }
        }
        try await store.commit([
            DocumentWrite(.delete, .reference(id), if: .none), DocumentWrite(.delete, .steps(id), if: .none),
        ])
    }

    private var transactor: Transactor { Transactor(store: store, clock: clock) }
}
