import OdoriDomain
import OdoriJobs
import OdoriPorts

/// The slots of an account: as many operations as it may have open at once, counted in the store across all jobs.
///
/// An order is counted once before its intent, which is cheap when there is no room, and once after it. Of several intents at
/// once those with the earliest times go on, and the others are withdrawn: so there are never more requests than slots.
struct OpenOperations: Sendable {
    let store: any DocumentStore
    let provider: String
    let slots: Int

    private static let pageSize = 200
    /// Whatever is owed a push; an operation that is open always is.
    private static let always = Timestamp(seconds: 32_503_680_000)

    func haveRoom() async throws -> Bool {
        try await others(than: nil).count < slots
    }

    /// Whether an operation whose intent is committed may be submitted.
    func haveRoom(for operation: Operation) async throws -> Bool {
        try await others(than: operation).count { $0.goesBefore(operation) } < slots
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
                found += try Tracked<EngineDocument>(document).value.stages.values.compactMap(\.operation)
            }
            cursor = page.cursor
        } while cursor != nil
        return found.filter { $0.isOpen && $0.provider == provider && $0.key != own?.key }
    }
}

extension Operation {
    /// In the order in which slots are taken: what may have been submitted already, then by the time of the intent.
    fileprivate func goesBefore(_ other: Operation) -> Bool {
        guard state == .submitting, resubmissions == 0 else { return true }
        return (submitBy, key.rawValue) < (other.submitBy, other.key.rawValue)
    }
}
