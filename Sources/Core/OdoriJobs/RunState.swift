package import OdoriDomain
package import OdoriPorts

/// Everything one step of a run reads and may change, in one commit.
package struct RunState: SharedState {
    /// A run, and the name whose claim the same commit decides about.
    package struct ID: Hashable, Sendable {
        package var run: RunID
        package var nameKey: String?

        package init(_ run: RunID, nameKey: String? = nil) {
            self.run = run
            self.nameKey = nameKey
        }
    }

    package let id: RunID
    private var jobSlot: Tracked<JobDocument>
    private var stepsSlot: Tracked<EngineDocument>
    private var ledgerSlot: Tracked<LedgerDocument>
    private var runSlot: Tracked<RunDocument>
    private var engineSlot: Tracked<EngineDocument>
    /// Who holds the name that was asked about.
    package let nameHolder: NameClaim?
    /// Further writes of the same commit.
    package var effects: [DocumentWrite] = []

    package static func keys(of id: ID) -> [DocumentKey] {
        let run = id.run
        let own: [DocumentKey] = [.job(run.job), .steps(run.job), .ledger(run.job), .run(run), .engine(run)]
        return own + (id.nameKey.map { [.name($0)] } ?? [])
    }

    /// All runs of a job end in the job's steps.
    package static func meeting(of id: ID) -> DocumentKey? { .steps(id.run.job) }

    package static func contended(of id: ID) -> DocumentKey { .engine(id.run) }

    /// The job's one ledger, at which all its runs meet.
    package static func crowded(of id: ID) -> DocumentKey? { .ledger(id.run.job) }

    package mutating func join(_ other: RunState) { ledgerSlot = other.ledgerSlot }

    package mutating func join(_ crowded: Document) throws -> Bool {
        guard !ledgerSlot.isAt(crowded.version) else { return false }
        ledgerSlot = try Tracked(crowded)
        return true
    }

    package init(id: ID, documents: [Document?]) throws {
        let keys = Self.keys(of: id)
        func need<Body>(_ index: Int) throws -> Tracked<Body> {
            guard let document = documents[index] else { throw MissingDocument(keys[index]) }
            return try Tracked(document)
        }
        self.id = id.run
        jobSlot = try need(0)
        stepsSlot = try need(1)
        ledgerSlot = try need(2)
        runSlot = try need(3)
        engineSlot = try need(4)
        nameHolder = try documents.dropFirst(5).first.flatMap(\.self).map { try Tracked<NameClaim>($0).value }
    }

    package func writes() throws -> [DocumentWrite] {
        var state = self
        state.refreshExpiry()
        let own = [
            try state.jobSlot.write(), try state.stepsSlot.write(), try state.ledgerSlot.write(),
            try state.runSlot.write(), try state.engineSlot.write(),
        ]
        return own.compactMap(\.self) + effects
    }

    package mutating func committed(_ versions: [DocumentKey: DocumentVersion]) {
        jobSlot.committed(versions)
        stepsSlot.committed(versions)
        ledgerSlot.committed(versions)
        runSlot.committed(versions)
        engineSlot.committed(versions)
        effects = []
    }

    package var job: JobDocument {
        _read { yield jobSlot.value }
    }

    package var run: RunDocument {
        _read { yield runSlot.value }
        _modify { yield &runSlot.value }
    }

    package var engine: EngineDocument {
        _read { yield engineSlot.value }
        _modify { yield &engineSlot.value }
    }

    package var ledger: LedgerDocument {
        _read { yield ledgerSlot.value }
        _modify { yield &ledgerSlot.value }
    }

    package var steps: EngineDocument {
        _read { yield stepsSlot.value }
        _modify { yield &stepsSlot.value }
    }
}
