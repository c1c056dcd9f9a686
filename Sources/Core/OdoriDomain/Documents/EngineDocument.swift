/// `…/engine/…`: what drives the stages of one subject. Server only.
///
/// `dueAt` is the earliest of its stages': the sweep's one query reads it across all jobs and references.
package struct EngineDocument: Codable, Sendable, Hashable {
    package static let currentFormat = 1

    package var format: Int
    package var stages: StageTable<StageRecord>
    /// A stage failed for good: nothing new is begun, what runs is followed to its end.
    package var failing: Bool
    package private(set) var dueAt: Timestamp?
    /// Set when what is driven ends, if it is a job or a run.
    package var expiresAt: Timestamp?

    package init(stages: StageTable<StageRecord>) {
        format = Self.currentFormat
        self.stages = stages
        failing = false
        refreshDueAt()
    }

    /// Must follow every change of a stage's `dueAt`; `update` does it.
    @discardableResult
    package mutating func update<Result>(
        _ stage: StageID,
        _ change: (inout StageRecord) -> Result
    ) -> Result? {
        let result = stages.update(stage, change)
        if result != nil { refreshDueAt() }
        return result
    }

    /// The stages whose records are not as they were, in the order of their ids.
    package func changedStages(since earlier: EngineDocument) -> [StageID] {
        stages.changed(since: earlier.stages)
    }

    private mutating func refreshDueAt() {
        var earliest: Timestamp?
        stages.visit { _, record in
            guard let dueAt = record.dueAt else { return }
            earliest = min(earliest ?? dueAt, dueAt)
        }
        dueAt = earliest
    }

    // In the order of the text: nothing has to be sorted when one is written.
    enum CodingKeys: String, CodingKey {
        case dueAt = "due_at"
        case expiresAt = "expires_at"
        case failing, format, stages
    }
}

/// The engine's own record of one stage or step.
package struct StageRecord: Codable, Sendable, Hashable {
    package var status: StageStatus
    /// Counts retries; a push of an older generation does nothing.
    package var generation: Int
    /// The number of the task that is currently the stage's own.
    package var check: Int
    package var lease: Lease?
    /// The last epoch handed out; it never falls, so an earlier holder is always told apart.
    package var epoch: Int
    /// Reported transient failures, against the stage's limit.
    package var attempts: Int
    /// Leases that ended in silence.
    package var crashes: Int
    /// Paid calls of which it cannot be found out whether they were carried out.
    @Tally package var ambiguous: Int
    /// Paid calls that were begun, at providers that answer at once; for a dance, providers that were passed over.
    @Tally package var calls: Int
    /// Operations that a provider had taken more than once under one key.
    @Tally package var duplicates: Int
    /// Providers that refused the stage's order before there was an operation, so that it was given to the next one. Nil = none.
    package var passedOver: [String]?
    /// How often the stage was done again because what it had made was gone.
    @Tally package var reopened: Int
    /// Since when no build that was asked knew the stage; nil = one does.
    package var handedOnAt: Timestamp?
    /// When the engine next owes the stage a push; nil when nothing is owed.
    package var dueAt: Timestamp?
    /// Where the next push belongs; nil = the queue of the pinned graph.
    package var queue: QueueName?
    @Apart package var operation: Operation?
    @Apart package var outputs: StageOutputs?
    /// What a stage that makes several things has made and stored before its end: whoever works on it next, makes the rest.
    @Apart package var kept: StageOutputs?
    /// Why the last attempt that reported a failure failed.
    @Apart package var error: StageError?

    package init(status: StageStatus, generation: Int = 0, dueAt: Timestamp? = nil) {
        self.status = status
        self.generation = generation
        check = 0
        epoch = 0
        attempts = 0
        crashes = 0
        ambiguous = 0
        calls = 0
        duplicates = 0
        reopened = 0
        self.dueAt = dueAt
    }

    // In the order of the text: nothing has to be sorted when one is written.
    enum CodingKeys: String, CodingKey {
        case ambiguous, attempts, calls, check, crashes
        case dueAt = "due_at"
        case duplicates, epoch, error, generation
        case handedOnAt = "handed_on_at"
        case kept, lease, operation, outputs
        case passedOver = "passed_over"
        case queue, reopened, status
    }
}

/// The right of one attempt to work on a stage until a time; renewed by heartbeat, fenced by its epoch.
package struct Lease: Codable, Sendable, Hashable {
    package var epoch: Int
    package var expiresAt: Timestamp

    package init(epoch: Int, expiresAt: Timestamp) {
        self.epoch = epoch
        self.expiresAt = expiresAt
    }

    enum CodingKeys: String, CodingKey {
        case epoch
        case expiresAt = "expires_at"
    }
}
