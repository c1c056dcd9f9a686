import OdoriDomain
package import OdoriPorts

/// Documents that change together: read at once, changed by a pure function, written in one commit.
package protocol TransactionState: Sendable {
    associatedtype ID: Sendable

    static func keys(of id: ID) -> [DocumentKey]

    /// The document that nearly every change of such a state changes: who share it take turns.
    static func contended(of id: ID) -> DocumentKey?

    /// - Parameter documents: in the order of `keys(of:)`.
    /// - Throws: `MissingDocument` when one that must exist does not.
    init(id: ID, documents: [Document?]) throws

    /// What changed since it was read.
    func writes() throws -> [DocumentWrite]
}

extension TransactionState {
    package static func contended(of id: ID) -> DocumentKey? { nil }
}

/// A document that must exist does not.
package struct MissingDocument: Error, Hashable {
    package var key: DocumentKey

    package init(_ key: DocumentKey) {
        self.key = key
    }
}

/// Reads, changes and commits, again and again until no other writer came between.
package struct Transactor: Sendable {
    package let store: any DocumentStore
    package let clock: any WallClock
    private let turns: Turns?
    private static let tries = 60

    /// - Parameter turns: shared by all who change documents in this process; nil: they only meet by versions.
    package init(store: any DocumentStore, clock: any WallClock, turns: Turns? = nil) {
        self.store = store
        self.clock = clock
        self.turns = turns
    }

    /// - Parameter body: pure; runs once for each try, always on fresh documents. When it throws, nothing is written.
    /// - Throws: what `body` throws; `store_unavailable` (transient) when other writers came between too often.
    @discardableResult
    package func update<State: TransactionState, Result>(
        _ type: State.Type, _ id: State.ID, _ body: (inout State) throws -> Result
    ) async throws -> Result {
        guard let turns, let contended = State.contended(of: id) else { return try await change(type, id, body) }
        return try await turns.inTurn(contended.path) { try await change(type, id, body) }
    }

    private func change<State: TransactionState, Result>(
        _ type: State.Type, _ id: State.ID, _ body: (inout State) throws -> Result
    ) async throws -> Result {
        for attempt in 0..<Self.tries {
            var state = try await read(type, id)
            let result = try body(&state)
            let writes = try state.writes()
            if writes.isEmpty { return result }
            do {
                try await store.commit(writes)
                return result
            } catch is DocumentConflict {
                await pause(after: attempt)
            }
        }
        throw OdoriError(.storeUnavailable, "too many writers at once", .transient)
    }

    /// Steps back, longer with every try. Being called off only cuts it short: whoever ends an attempt because of that must still
    /// get the end written.
    private func pause(after attempt: Int) async {
        do {
            try await clock.pause(upTo: .milliseconds(min(200, 2 + attempt * 5)))
        } catch {
            await Task.yield()
        }
    }

    package func read<State: TransactionState>(_ type: State.Type, _ id: State.ID) async throws -> State {
        try State(id: id, documents: try await store.get(State.keys(of: id)))
    }
}
