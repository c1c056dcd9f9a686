package import OdoriDomain
package import OdoriPorts

/// Takes an ended job out of the system, with its characters and all their files.
///
/// Files go first and the job's own document last, so that a removal which was broken off is finished by another try.
package struct JobRemoval: Sendable {
    private let store: any DocumentStore
    private let objects: any ObjectStore
    private let names: ObjectNames
    private static let pageSize = 100

    package init(store: any DocumentStore, objects: any ObjectStore, names: ObjectNames) {
        self.store = store
        self.objects = objects
        self.names = names
    }

    /// Why a job stays.
    package enum Refusal: Error, Hashable {
        case unknown
        /// It has not ended: it is to be cancelled first.
        case goesOn(JobStatus)
    }

    /// What was taken away.
    package struct Summary: Sendable, Hashable {
        package var files = 0
        package var documents = 0
    }

    /// References are nobody's job's own and stay.
    package func remove(_ id: JobID) async throws -> Summary {
        guard let document = try await store.get([.job(id)]).first.flatMap(\.self) else { throw Refusal.unknown }
        let job = try Tracked<JobDocument>(document).value
        guard job.status.isEnded else { throw Refusal.goesOn(job.status) }
        let slots = (0..<job.config.count).map(Slot.init)
        let found = try await store.get(slots.map { .run(RunID(job: id, slot: $0)) })
        let runs = try found.compactMap(\.self).map { try Tracked<RunDocument>($0).value }
        var summary = Summary()
        for run in runs {
            if let character = run.characterID { summary.files += try await removeFiles(of: character, run) }
        }
        summary.files += try await removeFiles(under: try names.working(of: id))
        for keys in try await keys(of: job, runs) {
            try await store.commit(keys.map { DocumentWrite(.delete, $0, if: .none) })
            summary.documents += keys.count
        }
        return summary
    }

    private func removeFiles(of character: CharacterID, _ run: RunDocument) async throws -> Int {
        var files = [try names.image(character), try names.cosplay(character)]
        for (take, reference) in run.references.enumerated() {
            for number in 0...take { files.append(try names.dance(character, on: reference, take: number)) }
            for outfit in Outfit.allCases { files.append(try names.variantDance(character, outfit, on: reference)) }
        }
        var removed = 0
        for file in Set(files) where try await objects.info(file) != nil {
            try await objects.delete(file)
            removed += 1
        }
        return removed + (try await removeFiles(under: try names.remixes(of: character)))
    }

    private func removeFiles(under prefix: String) async throws -> Int {
        var removed = 0
        while true {
            let files = try await objects.list(prefix: prefix, after: nil, limit: Self.pageSize)
            for file in files { try await objects.delete(file.name) }
            removed += files.count
            if files.count < Self.pageSize { return removed }
        }
    }

    /// In the order in which they go; a commit each.
    private func keys(of job: JobDocument, _ runs: [RunDocument]) async throws -> [[DocumentKey]] {
        var commits: [[DocumentKey]] = []
        for run in runs {
            var keys: [DocumentKey] = [.run(run.id), .engine(run.id)]
            if let character = run.characterID { keys.append(.character(character)) }
            if let name = job.nameKey(of: run) { keys.append(.name(name)) }
            commits.append(keys)
        }
        let events = try await outbox(of: job)
        commits += events.isEmpty ? [] : [events]
        return commits + [[.steps(job.jobID), .ledger(job.jobID), .job(job.jobID)]]
    }

    private func outbox(of job: JobDocument) async throws -> [DocumentKey] {
        var keys: [DocumentKey] = []
        var cursor: String?
        repeat {
            let page = try await store.query(
                DocumentQuery(
                    .collection(Collection.outbox),
                    where: [.equal("owner", job.owner.rawValue), .equal("job_id", job.jobID.rawValue)],
                    order: .init("created_at", descending: true), after: cursor, limit: Self.pageSize))
            keys += page.documents.map(\.key)
            cursor = page.cursor
        } while cursor != nil
        return keys
    }
}
