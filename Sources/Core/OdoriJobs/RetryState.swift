import OdoriDomain
import OdoriPorts

/// A job with all its runs, to be opened again in one commit.
struct RetryState: TransactionState {
    struct ID: Sendable {
        var job: JobID
        var runs: Int
        /// The names that runs had claimed, by slot.
        var names: [Int: String] = [:]
    }

    private var own: JobState
    private(set) var slots: [RetrySlot]

    static func keys(of id: ID) -> [DocumentKey] {
        JobState.keys(of: .init(id.job))
            + (0..<id.runs).flatMap { slot -> [DocumentKey] in
                let run = RunID(job: id.job, slot: Slot(slot))
                return [.run(run), .engine(run), .name(id.names[slot] ?? "none")]
            }
    }

    init(id: ID, documents: [Document?]) throws {
        own = try JobState(id: .init(id.job), documents: Array(documents.prefix(3)))
        slots = try (0..<id.runs).compactMap { slot in
            let part = documents[(3 + slot * 3)..<(6 + slot * 3)].map(\.self)
            guard let run = part[0], let engine = part[1] else { return nil }
            return try RetrySlot(run: run, engine: engine, name: part[2])
        }
    }

    func writes() throws -> [DocumentWrite] {
        try own.writes() + slots.flatMap { try $0.writes() }
    }

    var job: JobDocument {
        _read { yield own.job }
        _modify { yield &own.job }
    }

    var steps: EngineDocument {
        _read { yield own.steps }
        _modify { yield &own.steps }
    }

    var isClosed: Bool { own.ledger.closed }

    /// Whoever tries again says that what stopped the ordering is mended.
    mutating func orderAgain() {
        if own.ledger.stopped != nil { own.ledger.stopped = nil }
    }

    /// Everything stays as long as the job, which runs again.
    mutating func refreshExpiry(now: Timestamp) {
        for index in slots.indices { slots[index].refreshExpiry(now: now) }
    }

    mutating func reopen(_ index: Int, now: Timestamp) throws {
        try slots[index].reopen(nameKey: job.nameKey(of: slots[index].run), now: now)
    }
}

/// One run's documents in a retry.
struct RetrySlot: Sendable {
    private var runSlot: Tracked<RunDocument>
    private var engineSlot: Tracked<EngineDocument>
    private let claim: NameClaim?
    private var claims: [DocumentWrite] = []

    init(run: Document, engine: Document, name: Document?) throws {
        runSlot = try Tracked(run)
        engineSlot = try Tracked(engine)
        claim = try name.map { try Tracked<NameClaim>($0).value }
    }

    mutating func setExpiry(_ instant: Timestamp?) {
        runSlot.value.expiresAt = instant
        engineSlot.value.expiresAt = instant
    }

    var run: RunDocument { runSlot.value }
    var engine: EngineDocument { engineSlot.value }

    func writes() throws -> [DocumentWrite] {
        [try runSlot.write(), try engineSlot.write()].compactMap(\.self) + claims
    }

    /// Opens what did not finish. The name is claimed again; if somebody else has taken it, the character is conceived anew.
    mutating func reopen(nameKey: String?, now: Timestamp) throws {
        let graph = runSlot.value.graph
        guard let character = run.characterID, let name = run.name, let key = nameKey else {
            engineSlot.value.retry(graph, now: now)
            return runSlot.value.reopen(engineSlot.value, now: now)
        }
        let wanted = NameClaim(key: key, name: name, characterID: character, run: run.id)
        if claim == nil || claim == wanted {
            if claim == nil { claims = [try .put(wanted, at: .name(key), if: .absent)] }
            engineSlot.value.retry(graph, now: now)
        } else {
            engineSlot.value.retryAll(graph, now: now)
            runSlot.value.forgetCharacter()
        }
        runSlot.value.reopen(engineSlot.value, now: now)
    }
}
