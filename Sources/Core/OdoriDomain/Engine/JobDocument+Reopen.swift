extension JobDocument {
    /// Back to running under the next generation; a job that never began goes back to the queue.
    package mutating func reopen(runs: [RunDocument], now: Timestamp) {
        generation += 1
        status = runs.isEmpty ? .queued : .running
        completedAt = nil
        expiresAt = nil
        errors =
            runs.isEmpty
            ? [] : errors.filter { error in runs.contains { $0.slot == error.slot && $0.status == .failed } }
        progress =
            runs.isEmpty
            ? JobProgress(totalCharacters: config.count) : JobProgress(runs: runs, total: config.count)
        version += 1
        updatedAt = now
    }
}

extension RunDocument {
    /// Running again; watchers see the stages as the engine's document has them.
    package mutating func reopen(_ engine: EngineDocument, now: Timestamp) {
        status = .running
        completedAt = nil
        updatedAt = now
        for (id, record) in engine.stages where !record.status.isEnded {
            stages[id] = StageView(status: record.status)
            stages[id]?.ambiguous = record.ambiguous
        }
    }

    /// The name went to somebody else while the run was ended.
    package mutating func forgetCharacter() {
        characterID = nil
        name = nil
    }
}

extension EngineDocument {
    /// Asks for a step once more.
    package mutating func requestAgain(_ step: StageID, now: Timestamp) {
        update(step) { record in
            record.status = .ready
            record.moveOn(dueAt: now)
        }
    }
}
