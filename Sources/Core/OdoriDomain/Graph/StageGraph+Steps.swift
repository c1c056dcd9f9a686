extension StageGraph {
    /// The steps of a reference.
    package static let reference = StageGraph(nodes: [
        StageNode(id: .ingest, needs: [], queue: .media, timeLimitSeconds: 300, attemptLimit: 4, weight: 1),
        StageNode(id: .analyse, needs: [.ingest], queue: .media, timeLimitSeconds: 300, attemptLimit: 4, weight: 1),
    ])

    /// The steps of a job. `settle` is asked for by whatever ends a run; neither takes a lease.
    package static let job = StageGraph(nodes: [
        StageNode(id: .begin, needs: [], queue: .poll, timeLimitSeconds: 60, weight: 1),
        StageNode(id: .settle, needs: [.begin], queue: .poll, timeLimitSeconds: 60, weight: 1),
    ])
}

extension EngineDocument {
    /// The engine's document of a new job: `begin` is due, `settle` waits to be asked for.
    package static func job(now: Timestamp) -> EngineDocument {
        EngineDocument(stages: [
            .begin: StageRecord(status: .ready, dueAt: now),
            .settle: StageRecord(status: .blocked),
        ])
    }

    /// Asks for `settle` once more; a settle under way that read older documents no longer clears it.
    package mutating func requestSettle(now: Timestamp) {
        update(.settle) { record in
            record.status = .ready
            record.moveOn(dueAt: now)
        }
    }

    /// A step is done, unless it was asked for again meanwhile.
    package mutating func complete(_ step: StageID, check: Int) {
        update(step) { record in
            guard record.check == check else { return }
            record.status = .completed
            record.dueAt = nil
        }
    }
}
