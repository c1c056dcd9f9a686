extension EngineDocument {
    /// The engine's document of a new run: what needs nothing is ready and due.
    package init(graph: StageGraph, now: Timestamp) {
        self.init(stages: Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.id, StageRecord(status: .blocked)) }))
        unblock(graph, now: now)
    }

    /// Ends an attempt: one pure step from one document to the next.
    ///
    /// - Throws: `LeaseLost` when `epoch` no longer holds the stage.
    package mutating func end(
        _ stage: StageID, epoch: Int, with outcome: StageOutcome, graph: StageGraph, at now: Timestamp, slot: Slot?
    ) throws(LeaseLost) {
        guard stages[stage]?.isHeld(by: epoch) == true else { throw LeaseLost() }
        let failing = failing
        update(stage) { record in
            record.lease = nil
            record.settle(outcome, stage: stage, slot: slot, failing: failing, now: now)
        }
        if let status = stages[stage]?.status, status.isEnded, !status.satisfiesDependents { beginFailing() }
        unblock(graph, now: now)
    }

    /// Makes ready what has everything it needs.
    private mutating func unblock(_ graph: StageGraph, now: Timestamp) {
        guard !failing else { return }
        for node in graph.nodes where stages[node.id]?.status == .blocked {
            guard node.needs.allSatisfy({ stages[$0]?.status.satisfiesDependents == true }) else { continue }
            update(node.id) { record in
                record.status = .ready
                record.dueAt = now
            }
        }
    }

    /// Nothing new begins; running attempts and open operations are followed to their end.
    private mutating func beginFailing() {
        failing = true
        for (id, record) in stages where !record.status.isEnded && record.status != .running {
            guard record.operation?.isOpen != true else { continue }
            update(id) { $0.callOff() }
        }
    }

    /// Ends everything that has not ended; every holder is fenced out.
    package mutating func cancelAll() {
        for (id, record) in stages where !record.status.isEnded {
            update(id) { $0.callOff() }
        }
    }

    /// Every stage has ended.
    package var isEnded: Bool {
        stages.values.allSatisfy(\.status.isEnded)
    }

    /// The stages that are owed a push and are nobody's at the moment.
    package var owed: [StageID] {
        stages.filter { $0.value.dueAt != nil && $0.value.lease == nil }.keys.sorted()
    }
}

/// The attempt's lease was taken by a later one; its result does not count.
package struct LeaseLost: Error, Hashable {
    package init() {}
}

extension StageRecord {
    /// Ends the stage without a result and fences out its holder.
    package mutating func callOff() {
        status = .cancelled
        lease = nil
        dueAt = nil
    }

    fileprivate mutating func settle(
        _ outcome: StageOutcome, stage: StageID, slot: Slot?, failing: Bool, now: Timestamp
    ) {
        switch outcome {
        case .finished(let made, _):
            status = .completed
            outputs = made
            error = nil
            dueAt = nil
        case .failed(let reason):
            status = reason.kind == .cancelled ? .cancelled : .failed
            error = StageError(slot: slot, stage: stage, error: reason, at: now)
            dueAt = nil
        case .waiting, .retry, .interrupted:
            goOn(outcome, stage: stage, slot: slot, now: now)
            if failing, operation?.isOpen != true { callOff() }
        }
    }

    private mutating func goOn(_ outcome: StageOutcome, stage: StageID, slot: Slot?, now: Timestamp) {
        status = .waiting
        queue = nil
        switch outcome {
        case .waiting(let until, let wanted):
            queue = wanted
            moveOn(dueAt: until)
        case .retry(let reason, let delay):
            attempts += 1
            error = StageError(slot: slot, stage: stage, error: reason, at: now)
            moveOn(dueAt: now + delay)
        case .interrupted, .finished, .failed:
            status = .ready
            moveOn(dueAt: now)
        }
    }
}
