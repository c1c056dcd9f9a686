import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// The slots of an account: as many operations as it may have open at once, counted in the store across all jobs.
///
/// They are counted once before an order's intent, which is cheap when there is no room, and once after it: whoever then finds too
/// many withdraws. Of orders at the same time all may withdraw, and come again after pauses of different lengths; but whoever goes on
/// has seen everybody whose intent came earlier, and is seen by everybody later, so there are never more requests than slots.
struct OpenOperations: Sendable {
    let store: any DocumentStore
    let provider: String
    let slots: Int
    let logger: Logger

    private static let pageSize = 200
    /// Whatever is owed a push; an operation that is open always is.
    private static let always = Timestamp(seconds: 32_503_680_000)

    func haveRoom() async throws -> Bool {
        try await others(than: nil).count < slots
    }

    /// Whether an operation whose intent is committed may be submitted.
    func haveRoom(for operation: Operation) async throws -> Bool {
        try await others(than: operation).count < slots
    }

    private func others(than own: Operation?) async throws -> [Operation] {
        var found: [Operation] = []
        var cursor: String?
        repeat {
            let page = try await store.query(
                DocumentQuery(
                    .group(Collection.engine), where: [.atMost("due_at", Self.always)], order: .init("due_at"),
                    after: cursor, limit: Self.pageSize))
            for document in page.documents {
                guard case .run? = Subject(engine: document.key) else { continue }
                found += try operations(in: document)
            }
            cursor = page.cursor
        } while cursor != nil
        return found.filter { $0.isOpen && $0.provider == provider && $0.key != own?.key }
    }

    /// A document that cannot be read ends its own run; meanwhile nobody else waits for it.
    private func operations(in document: Document) throws -> [Operation] {
        do {
            return try Tracked<EngineDocument>(document).value.stages.values.compactMap(\.operation)
        } catch let error as OdoriError where error.code == .documentCorrupt {
            logger.error("operations that cannot be read take no slot", metadata: ["error": "\(error)"])
            return []
        }
    }
}
