package import OdoriDomain
package import OdoriPorts

/// The events that callers are told of, and what became of them.
package struct Outbox: Sendable {
    private let store: any DocumentStore
    private let dispatcher: TaskDispatcher
    private let clock: any WallClock
    private static let pageSize = 100

    package init(store: any DocumentStore, queue: any TaskQueue, clock: any WallClock) {
        self.store = store
        dispatcher = TaskDispatcher(queue: queue, clock: clock)
        self.clock = clock
    }

    /// Nil when it does not exist or is somebody else's.
    package func find(_ id: WebhookID, for owner: OwnerID) async throws -> OutboxDocument? {
        guard let document = try await store.get([.outbox(id)]).first.flatMap(\.self) else { return nil }
        let event = try Tracked<OutboxDocument>(document).value
        return event.owner == owner ? event : nil
    }

    /// An owner's events, newest first; of one job only when it is named.
    package func list(
        owner: OwnerID, job: JobID?, status: OutboxStatus?, after cursor: String?, limit: Int
    ) async throws -> (events: [OutboxDocument], cursor: String?) {
        var filters: [DocumentQuery.Filter] = [.equal("owner", owner.rawValue)]
        if let job { filters.append(.equal("job_id", job.rawValue)) }
        if let status { filters.append(.equal("status", status.rawValue)) }
        let page = try await store.query(
            DocumentQuery(
                .collection(Collection.outbox), where: filters, order: .init("created_at", descending: true),
                after: cursor, limit: limit))
        return (try page.readable(as: OutboxDocument.self), page.cursor)
    }

    /// Tries an event anew from the beginning of the schedule, under the same id; nil when there is no such event of this owner.
    package func replay(_ id: WebhookID, owner: OwnerID) async throws -> OutboxDocument? {
        let now = clock.now
        let transactor = Transactor(store: store, clock: clock)
        do {
            let event = try await transactor.update(OutboxState.self, id) { state -> OutboxDocument? in
                guard state.event.owner == owner else { return nil }
                state.event.replay(now: now)
                return state.event
            }
            if let event { try await dispatcher.enqueue([event]) }
            return event
        } catch is MissingDocument {
            return nil
        }
    }

    /// Enqueues every event of a job that is owed an attempt; one whose task was enqueued before is not enqueued again.
    package func enqueuePending(of job: JobID) async throws {
        var cursor: String?
        repeat {
            let page = try await store.query(
                DocumentQuery(
                    .collection(Collection.outbox),
                    where: [
                        .equal("job_id", job.rawValue), .equal("status", OutboxStatus.pending.rawValue),
                    ], order: .init("created_at"), after: cursor, limit: Self.pageSize))
            try await dispatcher.enqueue(page.documents.map { try Tracked<OutboxDocument>($0).value })
            cursor = page.cursor
        } while cursor != nil
    }
}

/// One event, to be changed in a commit of its own.
package struct OutboxState: TransactionState {
    private var slot: Tracked<OutboxDocument>

    package static func keys(of id: WebhookID) -> [DocumentKey] { [.outbox(id)] }

    package init(id: WebhookID, documents: [Document?]) throws {
        guard let document = documents[0] else { throw MissingDocument(.outbox(id)) }
        slot = try Tracked(document)
    }

    package func writes() throws -> [DocumentWrite] {
        [try slot.write()].compactMap(\.self)
    }

    package var event: OutboxDocument {
        _read { yield slot.value }
        _modify { yield &slot.value }
    }
}

extension TaskDispatcher {
    /// Enqueues the current task of each event that is owed an attempt.
    package func enqueue(_ events: [OutboxDocument]) async throws {
        for event in events {
            guard let dueAt = event.dueAt else { continue }
            let task = WebhookTask(event.id, check: event.check)
            try await enqueue(
                QueuedTask(
                    queue: .notify, id: task.taskName, path: WebhookTask.path, body: try task.encoded(),
                    notBefore: dueAt, deadline: .seconds(60)))
        }
    }
}
