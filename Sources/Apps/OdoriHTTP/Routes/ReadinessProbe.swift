package import OdoriDomain
package import OdoriPorts

/// What `/ready` looks at: the two stores, without which nothing works; the queue and the providers, without which some things wait.
package struct ReadinessProbe: Sendable {
    private let storage: StorageProbe
    private let queue: any TaskQueue
    private let providers: @Sendable () async throws -> [ProviderCircuit]

    /// - Parameter providers: all that something is known of.
    package init(
        store: any DocumentStore, objects: any ObjectStore, queue: any TaskQueue,
        providers: @escaping @Sendable () async throws -> [ProviderCircuit]
    ) {
        storage = StorageProbe(store: store, objects: objects)
        self.queue = queue
        self.providers = providers
    }

    /// - Throws: `Problem` 503 when a store does not answer.
    package func check() async throws -> [Degradation] {
        async let complaint = queue.complaint()
        let paused = try await paused()
        try await storage.checkObjects()
        return await paused + [complaint].compactMap { $0.map { Degradation(.queue, "tasks", $0) } }
    }

    /// Their list is what the document store is asked for.
    private func paused() async throws -> [Degradation] {
        do {
            return try await providers().filter(\.isPaused).map { circuit in
                Degradation(.provider, circuit.provider, since: circuit.pausedSince, circuit.complaint ?? "paused")
            }
        } catch let error as OdoriError where error.code == .documentCorrupt {
            return [Degradation(.provider, "all", "whether one is paused cannot be read: \(error.message)")]
        } catch {
            throw StorageProbe.storeIsSilent
        }
    }
}
