extension JobDocument {
    /// Recomputes results, errors, progress and cost from all run documents, and ends the job when every run has ended.
    ///
    /// It adds nothing up, so doing it twice, or for two runs at once, changes nothing.
    package mutating func settle(runs: [RunDocument], ledger: LedgerDocument, now: Timestamp) {
        let runs = runs.sorted { $0.slot < $1.slot }
        results = runs.compactMap(\.result)
        errors = errors.filter { $0.slot == nil } + runs.flatMap { $0.failures.sorted { $0.at < $1.at } }
        cost.spentUSD = Self.dollars(ledger.spent)
        cost.reservedUSD = Self.dollars(ledger.reserved)
        cost.ambiguousOperations = runs.reduce(0) { $0 + $1.ambiguous }
        cost.priceDrift = ledger.priceDrift
        progress.advance(to: JobProgress(runs: runs, total: config.count))
        if !status.isEnded, runs.count == config.count, runs.allSatisfy(\.status.isEnded) {
            status = Self.status(endedRuns: runs)
            completedAt = now
        }
        if status == .completed || status == .failed { progress.finish() }
        version += 1
        updatedAt = now
    }

    /// A job all of whose runs were called off one by one is cancelled; the others decide about any other.
    private static func status(endedRuns runs: [RunDocument]) -> JobStatus {
        if runs.contains(where: { $0.status == .completed }) { return .completed }
        return runs.allSatisfy { $0.status == .cancelled } ? .cancelled : .failed
    }

    /// Ends the job because of something that concerns it as a whole.
    package mutating func fail(_ error: StageError) {
        status = .failed
        completedAt = error.at
        errors = [error]
        progress.failed = config.count
        progress.finish()
        version += 1
        updatedAt = error.at
    }

    private static func dollars(_ microDollars: Int64) -> Double {
        Double(microDollars) / 1_000_000
    }
}

extension JobProgress {
    /// How far these runs are.
    package init(runs: [RunDocument], total: Int) {
        self.init(totalCharacters: total)
        completed = runs.count { $0.status == .completed }
        failed = runs.count { $0.status == .failed }
        let shares = runs.reduce(0.0) { $0 + $1.share }
        percentComplete = total == 0 ? 0 : min(99, Int(shares * 100 / Double(total)))
        guard let current = runs.first(where: { !$0.status.isEnded }) ?? runs.last else { return }
        currentCharacter = current.characterID
        currentStage = current.phase
    }

    /// Takes over a later state; the percentage never falls.
    package mutating func advance(to later: JobProgress) {
        let percent = max(percentComplete, later.percentComplete)
        self = later
        percentComplete = percent
    }

    /// The job has ended.
    package mutating func finish() {
        currentStage = .done
        percentComplete = 100
    }
}

extension RunDocument {
    /// Why stages failed, in the order of their ids.
    fileprivate var failures: [StageError] {
        var errors: [StageError] = []
        stages.visit { _, view in
            if view.status == .failed, let error = view.error { errors.append(error) }
        }
        return errors
    }

    fileprivate var ambiguous: Int {
        var sum = 0
        stages.visit { _, view in sum += view.ambiguous }
        return sum
    }

    /// 0–1: the weight of finished stages; an ended run counts as whole.
    fileprivate var share: Double {
        if status.isEnded { return 1 }
        let done = graph.nodes.reduce(0) { sum, node in
            stages[node.id]?.status.isEnded == true ? sum + node.weight : sum
        }
        return Double(done) / Double(max(1, graph.totalWeight))
    }

    /// The earliest phase with unfinished work.
    fileprivate var phase: Phase {
        let open = graph.nodes.filter { stages[$0.id]?.status.isEnded != true }
        let phases = Set(open.compactMap { StageKind($0.id)?.phase })
        return Phase.allCases.first(where: phases.contains) ?? .finalizing
    }
}
