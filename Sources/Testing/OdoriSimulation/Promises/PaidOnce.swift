import OdoriDomain

/// Every paid operation is submitted once: the provider's own list of what it took is compared with ours.
struct PaidOnce {
    let cast: Cast
    let end: End

    func judge() {
        let taken = Dictionary(grouping: cast.book.entries, by: \.key)
        let ours = operations
        for (key, entries) in taken {
            guard let (stage, operation) = ours[key] ?? known(key) else {
                broken(.booksAgree, "the provider took an order under \(key) that no ledger has")
                continue
            }
            // Who looks by a clock that was set believes too early that nothing was ordered; only the provider can then refuse the second.
            if cast.schedule.setsClocks, cast.schedule.motion.onRepeat == .billed { continue }
            if entries.count > 1, cast.schedule.motion.canLookUp {
                broken(.paidOnce, "\(stage) was taken \(entries.count) times under \(key)")
            }
            if entries.count > 2 { broken(.paidOnce, "\(stage) was taken \(entries.count) times") }
            if entries.count > 1, operation?.state != .ambiguous, isCountedNowhere(key) {
                broken(.nothingAmbiguousSilently, "\(stage) was taken twice, and nothing says so")
            }
        }
        for (key, (stage, operation)) in ours where operation?.isOpen == true {
            broken(.nothingLeft, "\(stage) has an open operation under \(key)")
        }
    }

    /// The operations of all stages as the documents have them now.
    private var operations: [OperationKey: (StageID, Operation?)] {
        var found: [OperationKey: (StageID, Operation?)] = [:]
        for (_, engine) in end.engines {
            for (stage, record) in engine.stages {
                if let operation = record.operation { found[operation.key] = (stage, operation) }
            }
        }
        return found
    }

    /// An operation of an earlier generation stands in the ledger alone.
    private func known(_ key: OperationKey) -> (StageID, Operation?)? {
        let isKnown = end.ledgers.contains { ledger in
            ledger.lines.keys.contains { $0.hasPrefix(key.rawValue) }
        }
        return isKnown ? (StageID(rawValue: "an earlier generation"), nil) : nil
    }

    private func isCountedNowhere(_ key: OperationKey) -> Bool {
        !end.ledgers.contains { $0.lines.keys.contains { $0.hasPrefix(key.rawValue + "+") } }
    }

    private func broken(_ promise: Promise, _ what: @autoclosure () -> String) {
        cast.chronicle.violation(promise, what())
    }
}
