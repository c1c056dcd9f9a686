package import OdoriDomain
package import OdoriPorts

/// A provider's circuit in the store; one that has no document yet is well.
package struct CircuitState: TransactionState {
    private var tracked: Tracked<ProviderCircuit>
    private let isKnown: Bool

    package static func keys(of id: String) -> [DocumentKey] { [.provider(id)] }

    package init(id: String, documents: [Document?]) throws {
        isKnown = documents[0] != nil
        tracked =
            if let document = documents[0] {
                try Tracked(document)
            } else {
                Tracked(new: ProviderCircuit(provider: id), at: .provider(id))
            }
    }

    package var circuit: ProviderCircuit {
        _read { yield tracked.value }
        _modify { yield &tracked.value }
    }

    /// What is well needs no document.
    package func writes() throws -> [DocumentWrite] {
        guard isKnown || circuit.isPaused else { return [] }
        return [try tracked.write()].compactMap(\.self)
    }
}
