extension EngineDocument {
    /// How often one stage is done again because what it made was gone.
    package static let reopenLimit = 3

    /// Opens a finished stage again because what it made is gone. Its operation is kept: what was paid for is fetched again.
    ///
    /// Answers false when the stage has not finished, or was opened too often.
    package mutating func reopen(_ maker: StageID, now: Timestamp) -> Bool {
        guard let record = stages[maker], record.reopened < Self.reopenLimit, !failing else { return false }
        guard record.status == .completed else { return !record.status.isEnded }
        update(maker) { record in
            record.reopened += 1
            record.begin(.ready, dueAt: now)
        }
        return true
    }

    /// Opens everything that did not finish, under a new generation: `retry`.
    package mutating func retry(_ graph: StageGraph, now: Timestamp) {
        failing = false
        for (id, record) in stages where record.status == .failed || record.status == .cancelled {
            update(id) { $0.begin(.blocked, dueAt: nil) }
        }
        unblock(graph, now: now)
    }

    /// Opens everything, finished or not: the run has lost its name to another.
    package mutating func retryAll(_ graph: StageGraph, now: Timestamp) {
        for id in stages.keys {
            update(id) { record in
                record.status = .cancelled
                record.kept = nil
            }
        }
        retry(graph, now: now)
    }
}

extension StageRecord {
    /// Begins a new generation. An operation that the provider is known to have ended without a result is left behind, and the
    /// new generation orders under a key of its own; any other is adopted, and so is what the stage has stored of its work.
    fileprivate mutating func begin(_ status: StageStatus, dueAt: Timestamp?) {
        self.status = status
        generation += 1
        check = 0
        lease = nil
        attempts = 0
        crashes = 0
        handedOnAt = nil
        error = nil
        outputs = nil
        queue = nil
        passedOver = nil
        self.dueAt = dueAt
        if operation?.isWorthAdopting != true { operation = nil }
    }
}
