extension RunDocument {
    /// Brings what watchers see in line with the engine's document. Pure, and without effect when nothing changed.
    ///
    /// - Parameter url: the public form of a stored object's name.
    package mutating func reflect(_ engine: EngineDocument, now: Timestamp, url: (ObjectName) -> String) {
        engine.stages.visit { id, record in
            guard stages.look(at: id, { $0.shows(record) }) != true else { return }
            var view = stages[id] ?? StageView(status: record.status)
            view.reflect(record, now: now, url: url)
            guard stages[id] != view else { return }
            stages[id] = view
            updatedAt = now
        }
        if engine.isEnded, !status.isEnded {
            status = engine.failing ? .failed : .completed
            completedAt = now
            updatedAt = now
        }
    }

    /// Ends the run because its job was cancelled.
    package mutating func cancel(_ engine: EngineDocument, now: Timestamp, url: (ObjectName) -> String) {
        status = .cancelled
        completedAt = now
        reflect(engine, now: now, url: url)
    }
}

extension StageView {
    /// Nothing can have changed: what was made is recorded together with the status, which was the last thing that this stage did.
    fileprivate func shows(_ record: StageRecord) -> Bool {
        status == record.status && status != .running && (completedAt != nil) == status.isEnded
            && attempts == record.attempts && ambiguous == record.ambiguous && error == record.error
    }

    fileprivate mutating func reflect(_ record: StageRecord, now: Timestamp, url: (ObjectName) -> String) {
        if record.status == .running, startedAt == nil { startedAt = now }
        if !record.status.isEnded { completedAt = nil } else if completedAt == nil { completedAt = now }
        status = record.status
        attempts = record.attempts
        ambiguous = record.ambiguous
        error = record.error
        asset = record.outputs?.assets[StageOutputs.main].map { url($0.object) }
    }
}
