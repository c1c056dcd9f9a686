package import OdoriDomain
package import OdoriPorts

/// A job's own documents, and as many of its runs as are asked for.
package struct JobState: TransactionState {
    package struct ID: Sendable {
        package var job: JobID
        /// Runs 0 ..< runs are read; those that do not exist yet are left out.
        package var runs: Int

        package init(_ job: JobID, runs: Int = 0) {
            self.job = job
            self.runs = runs
        }
    }

    private var jobSlot: Tracked<JobDocument>
    private var stepsSlot: Tracked<EngineDocument>
    private var ledgerSlot: Tracked<LedgerDocument>
    /// In slot order.
    package let runs: [RunDocument]
    package var created: [DocumentWrite] = []
    /// What the caller is told of because of this change.
    package var notices: [OutboxDocument] = []

    package static func keys(of id: ID) -> [DocumentKey] {
        [.job(id.job), .steps(id.job), .ledger(id.job)]
            + (0..<id.runs).map { .run(RunID(job: id.job, slot: Slot($0))) }
    }

    package static func meeting(of id: ID) -> DocumentKey? { .steps(id.job) }

    package init(id: ID, documents: [Document?]) throws {
        guard let job = documents[0] else { throw MissingDocument(.job(id.job)) }
        guard let steps = documents[1] else { throw MissingDocument(.steps(id.job)) }
        guard let ledger = documents[2] else { throw MissingDocument(.ledger(id.job)) }
        jobSlot = try Tracked(job)
        stepsSlot = try Tracked(steps)
        ledgerSlot = try Tracked(ledger)
        runs = try documents.dropFirst(3).compactMap(\.self).map { try Tracked<RunDocument>($0).value }
    }

    package func writes() throws -> [DocumentWrite] {
        var state = self
        state.refreshExpiry()
        let own = [try state.jobSlot.write(), try state.stepsSlot.write(), try state.ledgerSlot.write()]
        return own.compactMap(\.self) + created + (try notices.map { try .put($0, at: .outbox($0.id), if: .none) })
    }

    package var job: JobDocument {
        _read { yield jobSlot.value }
        _modify { yield &jobSlot.value }
    }

    package var steps: EngineDocument {
        _read { yield stepsSlot.value }
        _modify { yield &stepsSlot.value }
    }

    package var ledger: LedgerDocument {
        _read { yield ledgerSlot.value }
        _modify { yield &ledgerSlot.value }
    }
}
