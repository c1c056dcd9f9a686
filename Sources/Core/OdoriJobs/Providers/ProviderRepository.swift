package import OdoriDomain
package import OdoriPorts

/// The providers that something is known of, for operators.
package struct ProviderRepository: Sendable {
    private let store: any DocumentStore
    private let clock: any WallClock
    private static let most = 100

    package init(store: any DocumentStore, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// By name. One that never failed and was never paused is not among them.
    package func list() async throws -> [ProviderCircuit] {
        let page = try await store.query(
            DocumentQuery(.collection(Collection.providers), order: .init("provider"), limit: Self.most))
        return try page.documents.map { try Tracked<ProviderCircuit>($0).value }
    }

    /// Nothing is ordered there any more, within the time that workers believe what they have read; what was ordered is followed to
    /// its end.
    @discardableResult
    package func pause(_ provider: String, because reason: String) async throws -> ProviderCircuit {
        try await change(provider) { $0.hold(because: reason, now: clock.now) }
    }

    /// Whatever the reason was.
    @discardableResult
    package func resume(_ provider: String) async throws -> ProviderCircuit {
        try await change(provider) { $0.resume() }
    }

    private func change(
        _ provider: String, _ body: (inout ProviderCircuit) -> Void
    ) async throws -> ProviderCircuit {
        try await Transactor(store: store, clock: clock).update(CircuitState.self, provider) { state in
            body(&state.circuit)
            return state.circuit
        }
    }
}
