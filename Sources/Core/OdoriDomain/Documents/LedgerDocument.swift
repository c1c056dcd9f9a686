/// `pipeline_jobs/{job_id}/engine/ledger`: the job's money and its gate. An intent is committed against it, and so is a
/// cancel, which puts every intent strictly before or after the cancel.
package struct LedgerDocument: Codable, Sendable, Hashable {
    package var format = 1
    /// No intent is committed any more.
    package var closed = false
    /// The runs that were called off one by one: for them no intent is committed any more. Nil = none.
    package private(set) var closedSlots: [Slot]?
    /// Why nothing more is ordered until the job is tried again: an account that is in arrears. Nil = it is not so.
    package var stopped: Operation.Reason?
    package var lines: [String: Line] = [:]
    /// Set when the job ends.
    package var expiresAt: Timestamp?

    package init() {}

    enum CodingKeys: String, CodingKey {
        case format, closed, lines, stopped
        case closedSlots = "closed_slots"
        case expiresAt = "expires_at"
    }

    /// One operation's money in micro-dollars.
    package struct Line: Codable, Sendable, Hashable {
        /// The most that it can cost.
        package var reserved: Int64
        /// What it did cost; nil while that is open.
        package var settled: Int64?

        package init(reserved: Int64) {
            self.reserved = reserved
        }
    }

    package subscript(key: OperationKey) -> Line? {
        get { lines[key.rawValue] }
        set { lines[key.rawValue] = newValue }
    }

    /// Reserves an operation's worst price, once per key; a line settled at nothing is opened again, because its request is
    /// known not to have been carried out.
    ///
    /// - Throws: `cancelled` when the ledger is closed, `budget_exceeded` when `bound` micro-dollars would be passed, the reason
    ///   when ordering was stopped.
    package mutating func reserve(_ price: Int64, for key: OperationKey, bound: Int64?) throws(OdoriError) {
        guard !closed else { throw OdoriError(.cancelled, "the job was cancelled", .cancelled) }
        guard self[key] == nil || self[key]?.settled == 0 else { return }
        if let stopped { throw stopped.error }
        try require(price, within: bound)
        self[key] = Line(reserved: price)
    }

    /// Keeps an ambiguous operation's line under another name, so that its key can be reserved once more.
    package mutating func setAside(_ key: OperationKey) {
        guard let line = self[key], lines["\(key)+ambiguous"] == nil else { return }
        lines["\(key)+ambiguous"] = line
        lines[key.rawValue] = nil
    }

    private func require(_ price: Int64, within bound: Int64?) throws(OdoriError) {
        guard let bound, spent + reserved + price > bound else { return }
        throw OdoriError(.budgetExceeded, "the next operation would pass max_cost_usd")
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

    /// How many operations cost more than their worst price.
    package var priceDrift: Int {
        lines.values.count { ($0.settled ?? 0) > $0.reserved }
    }
}

extension LedgerDocument {
    /// No intent of this run is committed any more: it was called off, or its whole job was.
    package func isClosed(to slot: Slot) -> Bool {
        closed || closedSlots?.contains(slot) == true
    }

    /// Calls one run off, once and for good.
    package mutating func close(_ slot: Slot) {
        guard closedSlots?.contains(slot) != true else { return }
        closedSlots = ((closedSlots ?? []) + [slot]).sorted()
    }
}

extension LedgerDocument {
    /// Lines for operations that a provider took beside the one that counts, once each.
    package mutating func addDuplicates(_ count: Int, of key: OperationKey, paid: Bool) {
        guard let original = self[key] else { return }
        for number in 0..<count {
            let name = "\(key)+\(number + 1)"
            guard lines[name] == nil else { continue }
            var line = Line(reserved: original.reserved)
            line.settled = paid ? original.reserved : 0
            lines[name] = line
        }
    }
}
