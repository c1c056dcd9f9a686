import OdoriDomain
package import OdoriPorts

/// Asks the two stores something cheap: without them nothing can be served.
package struct StorageProbe: Sendable {
    private let store: any DocumentStore
    private let objects: any ObjectStore

    package init(store: any DocumentStore, objects: any ObjectStore) {
        self.store = store
        self.objects = objects
    }

    /// - Throws: `Problem` 503 when one of them does not answer.
    package func check() async throws {
        do {
            _ = try await store.get([DocumentKey("references", "none")])
        } catch {
            throw Self.storeIsSilent
        }
        try await checkObjects()
    }

    static var storeIsSilent: Problem {
        .unavailable("the document store does not answer", code: OdoriError.Code.storeUnavailable.rawValue)
    }

    /// - Throws: `Problem` 503 when the objects do not answer.
    func checkObjects() async throws {
        do {
            _ = try await objects.list(prefix: "ready/", after: nil, limit: 1)
        } catch {
            throw Problem.unavailable(
                "the object store does not answer",
                code: OdoriError.Code.storeUnavailable.rawValue
            )
        }
    }
}
