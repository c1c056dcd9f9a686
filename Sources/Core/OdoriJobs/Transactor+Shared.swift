import OdoriDomain
package import OdoriPorts

/// What a change has to do with its state's crowded document.
package enum CrowdedUse: Sendable {
    /// Nothing that would be wrong with an older one.
    case ignored
    /// It is to be the newest.
    case read
    /// It is changed: those who do so in this process take turns at it as well, each going on from what the one before left. Where
    /// another process came between at it, it alone is read again. The change counts only where it writes it when it began without
    /// reading, so that the version tells whether it was the newest.
    case changed
}

extension Transactor {
    /// The same for a state that many change: those in this process who wait for their turn with the same state are served together, each
    /// seeing what the one before it changed, by one commit. One that throws leaves no trace in it.
    ///
    /// - Parameter body: pure; may run more often than once a try, and in the task of another who changes this state.
    @discardableResult
    package func update<State: SharedState, Result: Sendable>(
        _ type: State.Type, _ id: State.ID,
        durability: @escaping @Sendable (Result) -> CommitDurability = { _ in .immediate },
        _ body: @escaping @Sendable (inout State) throws -> Result
    ) async throws -> Result {
        try await share(id, .read, durability, body)
    }

    /// The same, but the first try begins with what this process last wrote, if it still knows it, instead of reading. What the commit
    /// does not write may then be older than it: only for changes that are right all the same. Where nothing is to be written, it is made
    /// once more on what is read.
    package func advance<State: SharedState, Result: Sendable>(
        _ type: State.Type, _ id: State.ID, crowded: CrowdedUse = .ignored,
        durability: @escaping @Sendable (Result) -> CommitDurability = { _ in .immediate },
        _ body: @escaping @Sendable (inout State) throws -> Result
    ) async throws -> Result {
        try await share(id, .left(crowded), durability, body)
    }

    private func share<State: SharedState, Result: Sendable>(
        _ id: State.ID, _ beginning: Proposal<State>.Beginning,
        _ durability: @escaping @Sendable (Result) -> CommitDurability,
        _ body: @escaping @Sendable (inout State) throws -> Result
    ) async throws -> Result {
        guard let turns else {
            return try await change(id, from: nil, durability) { state, _ in try body(&state) }.result
        }
        let name = State.contended(of: id).path
        let answer = Answer<Result>()
        let proposal = Proposal<State>(id, beginning) { state in
            let result = try body(&state)
            answer.keep(result)
            return durability(result)
        }
        turns.propose(proposal, at: name)
        await turns.inTurn(name) {
            if !proposal.isDecided { await decide(proposal, at: name, turns) }
        }
        try proposal.end()
        return try answer.get()
    }

    /// Decides about a proposal and all like it that wait.
    @specialized(where State == RunState)
    private func decide<State: SharedState>(_ own: Proposal<State>, at name: String, _ turns: Turns) async {
        let proposals = turns.takeProposals(like: own, at: name)
        do {
            if own.beginning == .left(.changed), let crowd = State.crowded(of: own.id) {
                try await turns.inTurn(crowd.path) {
                    var left: State? = turns.left(at: name)
                    if let other: State = turns.left(at: crowd.path) { left?.join(other) }
                    let state = try await commit(proposals, own.id, from: left, at: crowded(crowd))
                    turns.leave(state, at: name)
                    turns.leave(state, at: crowd.path)
                }
            } else {
                let left = try await left(for: proposals, own.id, at: name, turns)
                turns.leave(try await commit(proposals, own.id, from: left, at: nil), at: name)
            }
        } catch  where Task.isCancelled && proposals.count > 1 {
            // Only who leads was called off: the others' turns come.
            own.decide(.failure(error))
            turns.giveBack(proposals.filter { $0 !== own }, at: name)
        } catch {
            for proposal in proposals { proposal.decide(.failure(error)) }
        }
    }

    /// What proposals can begin with that do not change the crowded document; nil when they must read everything.
    @specialized(where State == RunState)
    private func left<State: SharedState>(
        for proposals: [Proposal<State>], _ id: State.ID, at name: String, _ turns: Turns
    ) async throws -> State? {
        guard proposals.allSatisfy({ $0.beginning != .read }), var left: State = turns.left(at: name) else {
            return nil
        }
        guard proposals.contains(where: { $0.looksAtCrowd }) else { return left }
        guard let crowd = State.crowded(of: id), turns.isWorthGuessing,
            let document = try await store.get([crowd]).first.flatMap(\.self)
        else { return nil }
        _ = try left.join(document)
        return left
    }

    /// - Returns: what is left to who comes next.
    @specialized(where State == RunState)
    private func commit<State: SharedState>(
        _ proposals: [Proposal<State>], _ id: State.ID, from known: State?, at crowded: Crowded<State>?
    ) async throws -> State {
        guard proposals.count > 1 else { return try await commit(proposals, id: id, from: known, at: crowded) }
        let context = WorkContext.current.with { $0.authors = proposals.map { $0.author } }
        return try await WorkContext.$current.withValue(context) {
            try await commit(proposals, id: id, from: known, at: crowded)
        }
    }

    @specialized(where State == RunState)
    private func commit<State: SharedState>(
        _ proposals: [Proposal<State>], id: State.ID, from known: State?, at crowded: Crowded<State>?
    ) async throws -> State {
        var isGuessRight = true
        let change = try await change(id, from: known, at: crowded, { $0 }) { state, isRead in
            if isRead { isGuessRight = false }
            var durability = CommitDurability.deferred
            for proposal in proposals {
                let before = state
                do {
                    if try proposal.make(in: &state) == .immediate { durability = .immediate }
                } catch  where isRead {
                    state = before
                    proposal.decide(.failure(error))
                }
            }
            return durability
        }
        if known != nil, proposals.contains(where: { $0.looksAtCrowd }) { turns?.guessed(isGuessRight) }
        var state = change.state
        state.committed(change.versions)
        return state
    }

    private func crowded<State: SharedState>(_ key: DocumentKey) -> Crowded<State> {
        Crowded(key: key) { state in
            guard let document = try await store.get([key]).first.flatMap(\.self) else { return nil }
            var state = state
            return try state.join(document) ? state : nil
        }
    }
}
