package import OdoriDomain
package import OdoriPorts

/// Documents that change together: read at once, changed by a pure function, written in one commit.
package protocol TransactionState: Sendable {
    associatedtype ID: Sendable

    static func keys(of id: ID) -> [DocumentKey]

    /// Where changes of different states get in each other's way; nil = nowhere that matters.
    static func meeting(of id: ID) -> DocumentKey?

    /// - Parameter documents: in the order of `keys(of:)`.
    /// - Throws: `MissingDocument` when one that must exist does not.
    init(id: ID, documents: [Document?]) throws

    /// What changed since it was read.
    func writes() throws -> [DocumentWrite]

    /// Counts what a commit changed, once it is made.
    func count(since before: Self, in meter: Meter)
}

extension TransactionState {
    package static func meeting(of id: ID) -> DocumentKey? { nil }

    package func count(since before: Self, in meter: Meter) {}
}

/// A document that must exist does not.
package struct MissingDocument: Error, Hashable {
    package var key: DocumentKey

    package init(_ key: DocumentKey) {
        self.key = key
    }
}

/// Reads, changes and commits, again and again until no other writer came between.
///
/// Nearly every push is a run's: what that goes through is compiled for it (`@specialized`), for generic code copies whole states by way
/// of their witnesses.
package struct Transactor: Sendable {
    package let store: any DocumentStore
    package let clock: any WallClock
    let turns: Turns?
    private static let tries = 60
    private static let shortestPause = Duration.milliseconds(10)
    private static let longestPause = Duration.seconds(1)

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
        try await change(id, from: nil, durability) { state, _ in try body(&state) }.result
    }

    struct Change<State, Result> {
        var result: Result
        var state: State
        var versions: [DocumentKey: DocumentVersion] = [:]
    }

    /// The document at which many states meet, and how one gets it anew; nil when it is not that which has changed.
    struct Crowded<State> {
        var key: DocumentKey
        var renewed: (State) async throws -> State?
    }

    /// - Parameter body: is told whether the state was read by this change itself.
    @specialized(where State == RunState, Result == CommitDurability)
    func change<State: TransactionState, Result>(
        _ id: State.ID, from known: State?, at crowded: Crowded<State>? = nil,
        _ durability: (Result) -> CommitDurability, _ body: (inout State, _ isRead: Bool) throws -> Result
    ) async throws -> Change<State, Result> {
        var known = known
        // Who lost once goes on in turn with all here that did: else they would lose to each other, again and again.
        var turn: String?
        defer { if let turn { turns?.pass(turn) } }
        for attempt in 1...Self.tries {
            let begun = clock.now
            let before = if let known { known } else { try await read(State.self, id) }
            var state = before
            do {
                let result = try body(&state, known == nil)
                let writes = try state.writes()
                let rests = crowded.map { crowd in writes.contains { $0.key == crowd.key } } ?? !writes.isEmpty
                if known != nil, !rests {
                    known = nil
                    continue
                }
                if writes.isEmpty { return Change(result: result, state: state) }
                let versions = try await store.commit(writes, durability(result))
                if let meter = WorkContext.current.meter { state.count(since: before, in: meter) }
                return Change(result: result, state: state, versions: Self.pairs(writes, versions))
            } catch is DocumentConflict where crowded == nil {
                if turn == nil, let turns, let meeting = State.meeting(of: id)?.path {
                    await turns.take(meeting)
                    turn = meeting
                } else if known == nil {
                    await pause(after: clock.now.duration(since: begun))
                }
                known = nil
            } catch is DocumentConflict {
                await pause(after: clock.now.duration(since: begun))
                // Now and then everything, for the crowd may hide that something else has changed as well.
                known = attempt % 4 == 0 ? nil : try await crowded?.renewed(before)
            } catch  where known != nil {
                // Whatever it was: the documents may say otherwise by now.
                known = nil
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

    /// Steps back after a try that was lost, the longer the longer that took: the more there are at it, the longer it takes. Being called
    /// off only cuts it short: whoever ends an attempt because of that must still get the end written.
    private func pause(after lost: Duration) async {
        do {
            try await clock.pause(upTo: min(Self.longestPause, max(Self.shortestPause, lost * 2)))
        } catch {
            await Task.yield()
        }
    }

    @specialized(where State == RunState)
    package func read<State: TransactionState>(_ type: State.Type, _ id: State.ID) async throws -> State {
        try State(id: id, documents: try await store.get(State.keys(of: id)))
    }
}
