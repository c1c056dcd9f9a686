package import OdoriDomain
package import OdoriPorts

/// Documents that change together: read at once, changed by a pure function, written in one commit.
package protocol TransactionState: Sendable {
    associatedtype ID: Sendable

    static func keys(of id: ID) -> [DocumentKey]

    /// - Parameter documents: in the order of `keys(of:)`.
    /// - Throws: `MissingDocument` when one that must exist does not.
    init(id: ID, documents: [Document?]) throws

    /// What changed since it was read.
    func writes() throws -> [DocumentWrite]

    /// Counts what a commit changed, once it is made.
    func count(since before: Self, in meter: Meter)
}

extension TransactionState {
    package func count(since before: Self, in meter: Meter) {}
}

/// A state that many change: who do so in one process take turns, and may go on from what the one before left.
package protocol SharedState: TransactionState {
    /// The document that nearly every change changes.
    static func contended(of id: ID) -> DocumentKey

    /// What was changed has been written, under these versions.
    mutating func committed(_ versions: [DocumentKey: DocumentVersion])

    /// A document that other states' changes change as well; nil = none.
    static func crowded(of id: ID) -> DocumentKey?

    /// Takes over the crowded document from another state that has it.
    mutating func join(_ other: Self)
}

extension SharedState {
    package static func crowded(of id: ID) -> DocumentKey? { nil }
    package mutating func join(_ other: Self) {}
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

    /// - Parameters:
    ///   - durability: of what `body` answers so.
    ///   - body: pure; runs once for each try, always on fresh documents. When it throws, nothing is written.
    /// - Throws: what `body` throws; `store_unavailable` (transient) when other writers came between too often.
    @discardableResult
    package func update<State: TransactionState, Result>(
        _ type: State.Type, _ id: State.ID, durability: (Result) -> CommitDurability = { _ in .immediate },
        _ body: (inout State) throws -> Result
    ) async throws -> Result {
        try await change(id, from: nil, durability, body).result
    }

    /// The same for a state that many change.
    @discardableResult
    package func update<State: SharedState, Result>(
        _ type: State.Type, _ id: State.ID, durability: (Result) -> CommitDurability = { _ in .immediate },
        _ body: (inout State) throws -> Result
    ) async throws -> Result {
        try await share(id, goingOn: false, durability, body)
    }

    /// The same, but the first try begins with what this process last wrote, if it still knows it, instead of reading. What the commit
    /// does not write may then be older than it: only for changes that are right all the same. Where nothing is to be written, it is made
    /// once more on what is read.
    ///
    /// - Parameter isCrowded: it changes the state's crowded document: those who do so in this process take turns at that as well, each
    ///   going on from what the one before left. A change that began without reading counts only where it writes that document, so that
    ///   the version tells whether it was the newest.
    package func advance<State: SharedState, Result>(
        _ type: State.Type, _ id: State.ID, isCrowded: Bool = false, _ body: (inout State) throws -> Result
    ) async throws -> Result {
        guard isCrowded, let turns, let crowd = State.crowded(of: id) else {
            return try await share(id, goingOn: true, { _ in .immediate }, body)
        }
        let name = State.contended(of: id).path
        return try await turns.inTurn(name) {
            try await turns.inTurn(crowd.path) {
                var known: State? = turns.left(at: name)
                if let other: State = turns.left(at: crowd.path) { known?.join(other) }
                let change = try await change(id, from: known, writing: crowd, { _ in .immediate }, body)
                var state = change.state
                state.committed(change.versions)
                turns.leave(state, at: name)
                turns.leave(state, at: crowd.path)
                return change.result
            }
        }
    }

    private func share<State: SharedState, Result>(
        _ id: State.ID, goingOn: Bool, _ durability: (Result) -> CommitDurability,
        _ body: (inout State) throws -> Result
    ) async throws -> Result {
        guard let turns else { return try await change(id, from: nil, durability, body).result }
        let name = State.contended(of: id).path
        return try await turns.inTurn(name) {
            let change = try await change(id, from: goingOn ? turns.left(at: name) : nil, durability, body)
            var state = change.state
            state.committed(change.versions)
            turns.leave(state, at: name)
            return change.result
        }
    }

    private struct Change<State, Result> {
        var result: Result
        var state: State
        var versions: [DocumentKey: DocumentVersion] = [:]
    }

    private func change<State: TransactionState, Result>(
        _ id: State.ID, from known: State?, writing needed: DocumentKey? = nil,
        _ durability: (Result) -> CommitDurability, _ body: (inout State) throws -> Result
    ) async throws -> Change<State, Result> {
        var known = known
        for attempt in 0..<Self.tries {
            let before = if let known { known } else { try await read(State.self, id) }
            var state = before
            do {
                let result = try body(&state)
                let writes = try state.writes()
                let rests = needed.map { key in writes.contains { $0.key == key } } ?? !writes.isEmpty
                if known != nil, !rests {
                    known = nil
                    continue
                }
                if writes.isEmpty { return Change(result: result, state: state) }
                let versions = try await store.commit(writes, durability(result))
                if let meter = WorkContext.current.meter { state.count(since: before, in: meter) }
                return Change(result: result, state: state, versions: Self.pairs(writes, versions))
            } catch  where known != nil {
                // Whatever it was: the documents may say otherwise by now.
                known = nil
            } catch is DocumentConflict {
                await pause(after: attempt)
            }
        }
        throw OdoriError(.storeUnavailable, "too many writers at once", .transient)
    }

    private static func pairs(
        _ writes: [DocumentWrite], _ versions: [DocumentVersion?]
    ) -> [DocumentKey: DocumentVersion] {
        var pairs: [DocumentKey: DocumentVersion] = [:]
        for (write, version) in zip(writes, versions) { pairs[write.key] = version }
        return pairs
    }

    /// Steps back, the less the longer it has been trying: those who came first go first, and nobody starves. Being called off only cuts
    /// it short: whoever ends an attempt because of that must still get the end written.
    private func pause(after attempt: Int) async {
        do {
            try await clock.pause(upTo: .milliseconds(max(5, 40 / (attempt + 1))))
        } catch {
            await Task.yield()
        }
    }

    package func read<State: TransactionState>(_ type: State.Type, _ id: State.ID) async throws -> State {
        try State(id: id, documents: try await store.get(State.keys(of: id)))
    }
}
