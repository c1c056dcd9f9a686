import Foundation
package import OdoriDomain
package import OdoriPorts

/// Takes a reference into the catalogue: its document and its first step in one commit, then the task.
package struct ReferenceIntake: Sendable {
    private let store: any DocumentStore
    private let dispatcher: TaskDispatcher
    private let clock: any WallClock

    package init(store: any DocumentStore, queue: any TaskQueue, clock: any WallClock) {
        self.store = store
        dispatcher = TaskDispatcher(queue: queue, clock: clock)
        self.clock = clock
    }

    /// What is said of a reference by the one who adds it.
    package struct Entry: Sendable, Hashable {
        package var id: ReferenceID
        package var owner: OwnerID
        package var title: String
        package var fileName: String
        package var source: ReferenceSource
        /// Nil only for what is recorded as rejected.
        package var rights: ReferenceDocument.Rights?
        package var adultsOnly: Bool

        package init(
            id: ReferenceID, owner: OwnerID, title: String, fileName: String, source: ReferenceSource,
            rights: ReferenceDocument.Rights?, adultsOnly: Bool
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

    /// The id of an owner's reference that comes from an address: the same for the same address, and no hint for other owners.
    package static func id(ofLink link: String, owner: OwnerID) throws(OdoriError) -> ReferenceID {
        let digest = hexSHA256(Data("\(owner)/link/\(link)".utf8))
        guard let id = ReferenceID(rawValue: "ref_\(digest.prefix(16))") else {
            throw OdoriError(.internalError, "a hash made no reference id")
        }
        return id
    }

    /// Adds a reference; one that is there already is left as it is, and what it is owed is enqueued again: the caller may come
    /// back because the queue was down.
    @discardableResult
    package func add(_ entry: Entry) async throws -> ReferenceDocument {
        let now = clock.now
        let reference = ReferenceDocument(entry, now: now)
        let engine = EngineDocument(graph: .reference, now: now)
        do {
            try await store.commit([
                .put(reference, at: .reference(entry.id), if: .absent),
                .put(engine, at: .steps(entry.id), if: .absent),
            ])
        } catch is DocumentConflict {
            let state = try await Transactor(store: store, clock: clock).update(ReferenceState.self, entry.id) {
                state in
                state.tryAgain(entry, now: now)
                return state
            }
            try await dispatcher.enqueueOwed(of: .reference(entry.id), in: state.engine, graph: .reference)
            return state.reference
        }
        try await dispatcher.enqueueOwed(of: .reference(entry.id), in: engine, graph: .reference)
        return reference
    }

    /// Records a reference that is not taken in, and why; one that is there already is left as it is, but for the reason.
    package func reject(_ entry: Entry, because reason: String) async throws {
        let now = clock.now
        var reference = ReferenceDocument(entry, now: now)
        reference.status = .rejected
        reference.reason = reason
        var engine = EngineDocument(graph: .reference, now: now)
        engine.cancelAll(now: now)
        do {
            try await store.commit([
                .put(reference, at: .reference(entry.id), if: .absent),
                .put(engine, at: .steps(entry.id), if: .absent),
            ])
        } catch is DocumentConflict {
            try await Transactor(store: store, clock: clock).update(ReferenceState.self, entry.id) { state in
                guard state.reference.status == .rejected, state.reference.reason != reason else { return }
                state.reference.reason = reason
                state.reference.updatedAt = now
            }
        }
    }
}

extension ReferenceState {
    /// What could not be had from an address may be there now, and what lies in the bucket may have been mended; a file that was sent
    /// is what it was.
    fileprivate mutating func tryAgain(_ entry: ReferenceIntake.Entry, now: Timestamp) {
        guard reference.status == .rejected, reference.source.mayChange else { return }
        engine.retry(.reference, now: now)
        reference.rights = entry.rights
        reference.adultsOnly = entry.adultsOnly
        reference.status = .ingesting
        reference.reason = nil
        reference.updatedAt = now
    }
}

extension ReferenceDocument {
    fileprivate init(_ entry: ReferenceIntake.Entry, now: Timestamp) {
        self.init(
            id: entry.id, owner: entry.owner, title: entry.title, fileName: entry.fileName, source: entry.source,
            rights: entry.rights, adultsOnly: entry.adultsOnly, now: now)
    }
}

extension ReferenceSource {
    /// What lies there now may be something else than before.
    fileprivate var mayChange: Bool {
        switch self {
        case .studio: false
        case .link: true
        case .upload(let name): name.rawValue.hasPrefix(DropFolder.prefix)
        }
    }
}
