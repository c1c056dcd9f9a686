/// How an attempt ended.
package enum StageOutcome: Sendable {
    /// The stage's effect has happened.
    case finished(StageOutputs, effects: [RunEffect] = [])
    /// Nothing to do here until then; spends no attempt. `queue`: where the next push belongs, nil = the stage's own. `because`: what
    /// watchers are told that it waits for.
    case waiting(until: Timestamp, queue: QueueName? = nil, because: OdoriError? = nil)
    /// Failed for now; spends an attempt.
    case retry(OdoriError, after: Duration)
    /// Failed for good.
    case failed(OdoriError)
    /// Stopped by this worker's shutdown; the next instance resumes at once and no attempt is spent.
    case interrupted
    /// What an earlier stage made is gone: that stage is done again, and then this one.
    case lost(StageID, OdoriError)
    /// This build does not know the stage: a newer one may; spends no attempt.
    case handedOn(OdoriError)
    /// An ended stage's operation is settled: nothing is owed any more.
    case reconciled
}

/// What a finished stage changes besides its own record, in the same commit.
package enum RunEffect: Sendable, Hashable {
    /// The run's character has this name from now on.
    case claimName(NameClaim)
    /// The stage's operation has succeeded and cost this many micro-dollars; nil = what was reserved.
    case settleOperation(price: Int64?)
    /// The character enters the catalogue.
    case publish(CharacterDocument)

    /// It changes the run's engine and ledger alone, whose versions keep out whoever came between: the rest need not be read again.
    package var standsOnOwnDocuments: Bool {
        if case .settleOperation = self { true } else { false }
    }
}

/// `names/{key}`: a name that no other run may take.
package struct NameClaim: Codable, Sendable, Hashable {
    package var key: String
    package var name: String
    package var characterID: CharacterID
    package var jobID: JobID
    package var slot: Slot

    package init(key: String, name: String, characterID: CharacterID, run: RunID) {
        self.key = key
        self.name = name
        self.characterID = characterID
        jobID = run.job
        slot = run.slot
    }

    enum CodingKeys: String, CodingKey {
        case key, name, slot
        case characterID = "character_id"
        case jobID = "job_id"
    }
}

extension StageOutcome {
    /// An error as an outcome; `attempts` have been spent before this one.
    package init(_ error: any Error, attempts: Int, limit: Int) {
        let error = OdoriError(mapping: error)
        switch error.kind {
        case .permanent, .cancelled:
            self = .failed(error)
        case .transient, .throttled:
            if attempts + 1 >= limit {
                self = .failed(error)
            } else {
                self = .retry(error, after: Self.backOff(error, attempts: attempts))
            }
        }
    }

    /// 2 s, 4 s, 8 s … at most 5 minutes, and never before the other side said.
    private static func backOff(_ error: OdoriError, attempts: Int) -> Duration {
        let own = Duration.seconds(min(300, 2 << min(attempts, 8)))
        guard case .throttled(let asked?) = error.kind else { return own }
        return max(own, asked)
    }
}
