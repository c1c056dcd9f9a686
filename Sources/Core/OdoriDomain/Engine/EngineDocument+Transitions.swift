extension EngineDocument {
    /// The engine's document of a new run: what needs nothing is ready and due.
    package init(graph: StageGraph, now: Timestamp) {
        self.init(stages: StageTable(graph.nodes.map { ($0.id, StageRecord(status: .blocked)) }))
        unblock(graph, now: now)
    }

    /// Ends an attempt: one pure step from one document to the next.
    ///
    /// - Throws: `LeaseLost` when `epoch` no longer holds the stage.
    package mutating func end(
        _ stage: StageID, epoch: Int, with outcome: StageOutcome, graph: StageGraph, at now: Timestamp, slot: Slot?
    ) throws(LeaseLost) {
        guard stages[stage]?.isHeld(by: epoch) == true else { throw LeaseLost() }
        var outcome = outcome
        if case .lost(let maker, let reason) = outcome, !reopen(maker, now: now) { outcome = .failed(reason) }
        let failing = failing
        update(stage) { record in
            record.lease = nil
            record.settle(outcome, stage: stage, slot: slot, failing: failing, now: now)
        }
        if let status = status(of: stage), status.isEnded, !status.satisfiesDependents { beginFailing(now: now) }
        unblock(graph, now: now)
    }

    /// Makes ready what has everything it needs.
    package mutating func unblock(_ graph: StageGraph, now: Timestamp) {
        guard !failing else { return }
        for node in graph.nodes where status(of: node.id) == .blocked {
            guard node.needs.allSatisfy({ status(of: $0)?.satisfiesDependents == true }) else { continue }
            update(node.id) { record in
                record.status = .ready
                record.dueAt = now
            }
        }
    }

    private func status(of stage: StageID) -> StageStatus? {
        stages.look(at: stage) { $0.status }
    }

    /// Nothing new begins; running attempts and open operations are followed to their end.
    private mutating func beginFailing(now: Timestamp) {
        failing = true
        for (id, record) in stages where !record.status.isEnded && record.status != .running {
            // One that waits for what was lost cannot follow its operation; it is reconciled instead.
            guard record.status == .blocked || record.operation?.isOpen != true else { continue }
            update(id) { $0.callOff(now: now) }
        }
    }

    /// Ends everything that has not ended; every holder is fenced out.
    package mutating func cancelAll(now: Timestamp) {
        for (id, record) in stages where !record.status.isEnded {
            update(id) { $0.callOff(now: now) }
        }
    }

    /// Every stage has ended.
    package var isEnded: Bool {
        stages.values.allSatisfy(\.status.isEnded)
    }

    /// The stages that are owed a push and are nobody's at the moment, in the order of their ids.
    package var owed: [StageID] {
        var owed: [StageID] = []
        stages.visit { id, record in
            if record.dueAt != nil, record.lease == nil { owed.append(id) }
        }
        return owed
    }
}

/// The attempt's lease was taken by a later one; its result does not count.
package struct LeaseLost: Error, Hashable {
    package init() {}
}

extension StageRecord {
    /// Ends the stage without a result and fences out its holder.
    package mutating func callOff(now: Timestamp) {
        status = .cancelled
        lease = nil
        endPushes(now: now)
    }

    /// An ended stage is owed nothing, but for the reconciliation of an operation that is still open.
    private mutating func endPushes(now: Timestamp) {
        guard owesReconciliation else { return dueAt = nil }
        crashes = 0
        queue = .poll
        moveOn(dueAt: now)
    }

    fileprivate mutating func settle(
        _ outcome: StageOutcome, stage: StageID, slot: Slot?, failing: Bool, now: Timestamp
    ) {
        switch outcome {
        case .finished(let made, _):
            status = .completed
            outputs = made
            kept = nil
            error = nil
            handedOnAt = nil
            endPushes(now: now)
        case .failed(let reason):
            if !status.isEnded { status = reason.kind == .cancelled ? .cancelled : .failed }
            error = StageError(slot: slot, stage: stage, error: reason, at: now)
            endPushes(now: now)
        case .lost:
            status = .blocked
            check += 1
            dueAt = nil
        case .reconciled:
            dueAt = nil
        case .waiting, .retry, .interrupted, .handedOn:
            goOn(outcome, stage: stage, slot: slot, now: now)
            if failing, !status.isEnded, operation?.isOpen != true { callOff(now: now) }
        }
    }

    private mutating func goOn(_ outcome: StageOutcome, stage: StageID, slot: Slot?, now: Timestamp) {
        if !status.isEnded { status = .waiting }
        queue = status.isEnded ? .poll : nil
        switch outcome {
        case .waiting(let until, let wanted, let reason):
            // A build that knows the stage was at it: only from now on does it wait for one.
            handedOnAt = nil
            queue = wanted ?? queue
            if let reason {
                error = StageError(slot: slot, stage: stage, error: reason, at: now)
            } else if error?.code == OdoriError.Code.providerPaused.rawValue {
                error = nil
            }
            moveOn(dueAt: until)
        case .retry(let reason, let delay):
            attempts += 1
            handedOnAt = nil
            error = StageError(slot: slot, stage: stage, error: reason, at: now)
            moveOn(dueAt: now + delay)
        case .handedOn(let reason):
            handOn(StageError(slot: slot, stage: stage, error: reason, at: now), now: now)
        case .interrupted, .finished, .failed, .lost, .reconciled:
            if !status.isEnded { status = .ready }
            moveOn(dueAt: now)
        }
    }
}
