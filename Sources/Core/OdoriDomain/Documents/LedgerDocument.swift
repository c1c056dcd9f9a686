/// `pipeline_jobs/{job_id}/engine/ledger`: the job's money and its gate. An intent is committed against it, and so is a
/// cancel, which puts every intent strictly before or after the cancel.
package struct LedgerDocument: Codable, Sendable, Hashable {
    package var format = 1
    /// No intent is committed any more.
    package var closed = false
    package var lines: [String: Line] = [:]

    package init() {}

    /// One operation's money in micro-dollars.
    package struct Line: Codable, Sendable, Hashable {
        package var reserved: Int64
        package var settled: Int64?

        package init(reserved: Int64) {
            self.reserved = reserved
        }
    }

    package subscript(key: OperationKey) -> Line? {
        get { lines[key.rawValue] }
        set { lines[key.rawValue] = newValue }
    }

    /// Reserves an operation's worst price, once per key.
    ///
    /// - Throws: `cancelled` when the ledger is closed, `budget_exceeded` when `bound` micro-dollars would be passed.
    package mutating func reserve(_ price: Int64, for key: OperationKey, bound: Int64?) throws(OdoriError) {
        guard !closed else { throw OdoriError(.cancelled, "the job was cancelled", .cancelled) }
        guard self[key] == nil else { return }
        if let bound, spent + reserved + price > bound {
            throw OdoriError(.budgetExceeded, "the next operation would pass max_cost_usd")
        }
        self[key] = Line(reserved: price)
    }

    /// Settles an operation's price, once per key.
    package mutating func settle(_ microDollars: Int64, for key: OperationKey) {
        guard var line = self[key], line.settled == nil else { return }
        line.settled = microDollars
        self[key] = line
    }

    /// What is spent, in micro-dollars.
    package var spent: Int64 {
        lines.values.reduce(0) { $0 + ($1.settled ?? 0) }
    }

    /// What is reserved and not yet settled, in micro-dollars.
    package var reserved: Int64 {
        lines.values.reduce(0) { $0 + ($1.settled == nil ? $1.reserved : 0) }
    }
}
