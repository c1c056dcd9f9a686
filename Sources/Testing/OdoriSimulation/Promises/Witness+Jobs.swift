import OdoriDomain

extension Witness {
    /// A job, before and after one commit.
    func judge(_ before: JobDocument, _ after: JobDocument) {
        if before.status == .cancelled, after.status != .cancelled {
            chronicle.violation(.cancelledIsFinal, "a cancelled job became \(after.status)")
        }
        if before.status.isEnded, !after.status.isEnded, after.generation != before.generation + 1 {
            chronicle.violation(.everyJobEnds, "an ended job became \(after.status) without a retry")
        }
        guard before.generation == after.generation else { return }
        let (was, now) = (before.progress.percentComplete, after.progress.percentComplete)
        if now < was { chronicle.violation(.progressIsMonotone, "progress fell from \(was) to \(now)") }
        if now == 100, !after.status.isEnded {
            chronicle.violation(.progressIsMonotone, "100 percent while the job is \(after.status)")
        }
    }

    /// A run, before and after one commit.
    func judge(_ before: RunDocument, _ after: RunDocument) {
        if before.graph != after.graph {
            chronicle.violation(.pinnedOrder, "the graph of run \(after.slot.name) changed")
        }
        if before.status == .cancelled, after.status != .cancelled {
            chronicle.violation(.cancelledIsFinal, "a cancelled run became \(after.status)")
        }
        if before.status == .completed, after.status != .completed {
            chronicle.violation(.idempotent, "a completed run became \(after.status)")
        }
    }

    /// A ledger, before and after one commit.
    func judge(_ before: LedgerDocument, _ after: LedgerDocument, of job: JobID, _ seen: Seen) {
        if before.closed, !after.closed { chronicle.violation(.nothingAfterCancel, "a closed ledger was opened") }
        let added = after.lines.keys.filter { before.lines[$0] == nil && !$0.contains("+") }.sorted()
        if before.closed, !added.isEmpty {
            chronicle.violation(.nothingAfterCancel, "an intent under \(added) after the cancel")
        }
        if let bound = seen.jobs[job]?.config.bound, after.spent + after.reserved > bound {
            chronicle.violation(.moneyIsBounded, "\(after.spent) spent, \(after.reserved) reserved, bound \(bound)")
        }
        for (key, line) in before.lines {
            guard let settled = line.settled, settled != 0,
                let now = after.lines["\(key)+ambiguous"] ?? after.lines[key]
            else { continue }
            if now.settled != settled {
                chronicle.violation(.booksAgree, "\(key) was settled at \(settled), now \(now.settled ?? -1)")
            }
        }
    }
}
