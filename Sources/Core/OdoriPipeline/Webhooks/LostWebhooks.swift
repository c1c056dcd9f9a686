import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Brings back events whose task was lost, or whose worker died: each gets a new task, under a name never used before.
struct LostWebhooks: Sendable {
    let services: PipelineServices
    private static let pageSize = 200

    func revive(dueBefore cutoff: Timestamp) async throws {
        var cursor: String?
        repeat {
            let page = try await services.store.query(
                DocumentQuery(
                    .collection(Collection.outbox), where: [.atMost("due_at", cutoff)], order: .init("due_at"),
                    after: cursor, limit: Self.pageSize))
            for document in page.documents { try await revive(document, cutoff) }
            cursor = page.cursor
        } while cursor != nil
    }

    private func revive(_ document: Document, _ cutoff: Timestamp) async throws {
        do {
            let id = try Tracked<OutboxDocument>(document).value.id
            let now = services.clock.now
            let event = try await services.transactor.update(OutboxState.self, id) { state -> OutboxDocument in
                state.event.revive(dueBefore: cutoff, now: now)
                return state.event
            }
            try await services.dispatcher.enqueue([event])
        } catch let error as OdoriError where error.code == .documentCorrupt {
            services.logger.error("a due event cannot be read", metadata: ["error": "\(error)"])
        } catch let newer as NewerFormat {
            services.logger.notice("a due event is left to a newer build", metadata: ["event": "\(newer.key)"])
        }
    }
}
