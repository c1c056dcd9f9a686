package import OdoriDomain
package import OdoriPorts

/// Takes a reference into the catalogue: its document and its first step in one commit, then the task.
package struct ReferenceIntake: Sendable {
    private let store: any DocumentStore
    private let dispatcher: TaskDispatcher
    private let clock: any WallClock

    package init(store: any DocumentStore, queue: any TaskQueue, clock: any WallClock) {
        self.store = store
        dispatcher = TaskDispatcher(queue: queue)
        self.clock = clock
    }

    /// What is said of a reference by the one who adds it.
    package struct Entry: Sendable, Hashable {
        package var id: ReferenceID
        package var owner: OwnerID
        package var title: String
        package var fileName: String
        package var source: ReferenceSource
        package var rights: ReferenceDocument.Rights
        package var adultsOnly: Bool

        package init(
            id: ReferenceID, owner: OwnerID, title: String, fileName: String, source: ReferenceSource,
            rights: ReferenceDocument.Rights, adultsOnly: Bool
        ) {
            self.id = id
            self.owner = owner
            self.title = title
            self.fileName = fileName
            self.source = source
            self.rights = rights
            self.adultsOnly = adultsOnly
        }
    }

    /// Adds a reference; one that is there already is left as it is, and what it is owed is enqueued again: the caller may come
    /// back because the queue was down.
    @discardableResult
    package func add(_ entry: Entry) async throws -> ReferenceDocument {
        let now = clock.now
        let reference = ReferenceDocument(
            id: entry.id, owner: entry.owner, title: entry.title, fileName: entry.fileName, source: entry.source,
            rights: entry.rights, adultsOnly: entry.adultsOnly, now: now)
        let engine = EngineDocument(graph: .reference, now: now)
        do {
            try await store.commit([
                .put(reference, at: .reference(entry.id), if: .absent),
                .put(engine, at: .steps(entry.id), if: .absent),
            ])
        } catch is DocumentConflict {
            let state = try await Transactor(store: store, clock: clock).read(ReferenceState.self, entry.id)
            try await dispatcher.enqueueOwed(of: .reference(entry.id), in: state.engine, graph: .reference)
            return state.reference
        }
        try await dispatcher.enqueueOwed(of: .reference(entry.id), in: engine, graph: .reference)
        return reference
    }
}
