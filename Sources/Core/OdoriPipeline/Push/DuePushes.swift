import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Orders what has become due where the queue keeps no delays: under the names that documents have for it, so that what was ordered
/// before by this process is not ordered again.
///
/// What stays due for long was lost, and is the sweep's.
struct DuePushes: Sendable {
    let services: PipelineServices
    private static let pageSize = 200

    func publish() async throws {
        let now = services.clock.now
        try await each(.group(Collection.engine), dueAt: now) { try await publish($0, now: now) }
        try await each(.collection(Collection.outbox), dueAt: now) { document in
            try await services.dispatcher.enqueue([try Tracked<OutboxDocument>(document).value])
        }
    }

    private func each(
        _ source: DocumentQuery.Source, dueAt now: Timestamp, _ body: (Document) async throws -> Void
    ) async throws {
        var cursor: String?
        repeat {
            let page = try await services.store.query(
                DocumentQuery(
                    source, where: [.atMost("due_at", now)], order: .init("due_at"), after: cursor,
                    limit: Self.pageSize))
            for document in page.documents {
                do {
                    try await body(document)
                } catch let error as OdoriError where error.code == .documentCorrupt {
                    services.logger.error("a due document cannot be read", metadata: ["error": "\(error)"])
                } catch let newer as NewerFormat {
                    services.logger.debug("a due document is left to a newer build", metadata: ["key": "\(newer.key)"])
                }
            }
            cursor = page.cursor
        } while cursor != nil
    }

    private func publish(_ document: Document, now: Timestamp) async throws {
        guard let subject = Subject(engine: document.key) else { return }
        let engine = try Tracked<EngineDocument>(document).value
        let due = engine.stages.filter { _, record in
            guard let dueAt = record.dueAt, dueAt <= now else { return false }
            return record.lease.map { $0.expiresAt <= now } ?? true
        }
        guard !due.isEmpty, let graph = try await graph(of: subject) else { return }
        try await services.dispatcher.enqueue(due.map(\.key), of: subject, in: engine, graph: graph)
    }

    /// Nil when there is no such run.
    private func graph(of subject: Subject) async throws -> StageGraph? {
        switch subject {
        case .job: return .job
        case .reference: return .reference
        case .run(let run):
            let document = try await services.store.get([.run(run)]).first.flatMap(\.self)
            return try document.map { try Tracked<RunDocument>($0).value.graph }
        }
    }
}

extension PushReceiver {
    /// Orders what has become due; for queues that keep no delays.
    package func publishDue() async throws {
        try await DuePushes(services: services).publish()
    }
}
