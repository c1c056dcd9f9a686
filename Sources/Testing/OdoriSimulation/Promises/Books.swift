import OdoriDomain

/// Money: our ledger against the provider's bill, and both against the job's bound.
struct Books {
    let cast: Cast
    let end: End

    func judge() {
        let bill = cast.book.bill(at: .init(milliseconds: .max))
        for ledger in end.ledgers {
            for (key, line) in ledger.lines where line.settled == nil {
                broken(.booksAgree, "the line \(key) was never settled")
            }
        }
        let ours = settled
        for (key, price) in bill where !isAmbiguous(key) && ours[key] != price {
            broken(.booksAgree, "\(key) is billed \(price), our ledger says \(ours[key] ?? 0)")
        }
        let whole = cast.schedule.motion.price
        for (key, price) in ours where price != 0 && price % whole == 0 && bill[key] == nil && !isAmbiguous(key) {
            broken(.booksAgree, "our ledger has \(price) for \(key), which is not on the bill")
        }
        judgeCalls(ours, bill)
        guard let bound = end.jobs.first?.config.bound else { return }
        let total = bill.values.reduce(0, +)
        if total > bound { broken(.moneyIsBounded, "\(total) was billed, the bound is \(bound)") }
    }

    /// Calls that are answered at once have no key at their provider: their number is compared.
    private func judgeCalls(_ ours: [OperationKey: Int64], _ bill: [OperationKey: Int64]) {
        let (price, whole) = (cast.schedule.moods.callPrice, cast.schedule.motion.price)
        guard price > 0 else { return }
        let known = Set(cast.book.entries.map(\.key)).union(cast.book.refused)
        let lines = ours.filter { !known.contains($0.key) && $0.value % whole != 0 }
        let recorded = Int(lines.values.reduce(0, +) / price)
        let billed = cast.calls.paid
        if billed > recorded { broken(.nothingAmbiguousSilently, "\(billed) calls were billed, \(recorded) recorded") }
        let ambiguous = end.engines.reduce(0) { sum, entry in
            entry.engine.stages.values.reduce(sum) { $0 + $1.ambiguous }
        }
        if recorded > billed + ambiguous {
            broken(.booksAgree, "\(recorded) calls recorded, \(billed) billed, \(ambiguous) ambiguous")
        }
    }

    /// What our lines say of each key; repetitions stand under the key with a mark.
    private var settled: [OperationKey: Int64] {
        var sums: [OperationKey: Int64] = [:]
        for ledger in end.ledgers {
            for (name, line) in ledger.lines {
                guard let key = OperationKey(rawValue: String(name.prefix(32))) else { continue }
                sums[key, default: 0] += line.settled ?? 0
            }
        }
        return sums
    }

    /// Of an ambiguous operation nobody knows what it cost; it is settled at its worst price.
    private func isAmbiguous(_ key: OperationKey) -> Bool {
        end.ledgers.contains { $0.lines["\(key)+ambiguous"] != nil }
            || end.engines.contains { $0.engine.stages.values.contains { $0.isAmbiguous(key) } }
            || !cast.schedule.motion.canLookUp && !cast.schedule.isCalm
            || cast.schedule.setsClocks && (cast.schedule.motion.onRepeat == .billed || wasGivenUpTooEarly(key))
    }

    /// Held to be never taken, by a clock that was ahead: the provider had said of the key that it knows none, and took the order afterwards.
    private func wasGivenUpTooEarly(_ key: OperationKey) -> Bool {
        end.engines.flatMap(\.engine.stages.values).compactMap(\.operation).contains { $0.key == key && $0.id == nil }
            && cast.book.cameUnseen(key)
    }

    private func broken(_ promise: Promise, _ what: @autoclosure () -> String) {
        cast.chronicle.violation(promise, what())
    }
}

extension StageRecord {
    fileprivate func isAmbiguous(_ key: OperationKey) -> Bool {
        operation?.key == key && operation?.state == .ambiguous
    }
}
