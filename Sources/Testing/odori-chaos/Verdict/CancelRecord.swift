import OdoriDomain

/// One cancel and what came after it.
struct CancelRecord: Sendable {
    var job: JobID
    /// Until it was acknowledged.
    var milliseconds: Int64
    /// Milliseconds since 1970.
    var acknowledgedAt: Int64
    /// Submissions that the answer said were on their way; nil when it did not say.
    var inFlight: Int?
    /// Keys of the intents that stood at the acknowledgement.
    var intents: Set<String>
    /// Encoders two seconds later.
    var encodersLeft = 0
    /// Keys of intents that came later.
    var laterIntents: Set<String> = []
    /// Submissions that reached the provider after the acknowledgement.
    var arrivals = 0
    var status: JobStatus = .cancelled
    /// Micro-dollars on both sides; `isSettled`: nothing is still reserved.
    var ours: Int64 = 0
    var bill: Int64 = 0
    var isSettled = false

    init(job: JobID, milliseconds: Int64, acknowledgedAt: Int64, inFlight: Int?, intents: Set<String>) {
        self.job = job
        self.milliseconds = milliseconds
        self.acknowledgedAt = acknowledgedAt
        self.inFlight = inFlight
        self.intents = intents
    }

    var isBalanced: Bool { isSettled && ours == bill }

    mutating func settle(_ census: Census, _ bill: Bill) {
        guard let entry = census.jobs[job] else { return }
        let keys = Set(entry.operations.map(\.key.rawValue))
        laterIntents = keys.subtracting(intents)
        arrivals = bill.submissions.count { keys.contains($0.key ?? "") && $0.arrivedAt > acknowledgedAt }
        status = entry.status
        ours = entry.ledger.spent
        isSettled = entry.ledger.reserved == 0
        self.bill = bill.price(of: keys)
    }

    /// What should not be, a sentence each.
    var violations: [String] {
        var found: [String] = []
        if milliseconds > 1000 { found.append("was acknowledged after \(milliseconds) ms") }
        if encodersLeft > 0 { found.append("left \(encodersLeft) encoders alive two seconds later") }
        if !laterIntents.isEmpty { found.append("was followed by \(laterIntents.count) intents") }
        if arrivals > inFlight ?? 0 {
            found.append("was followed by \(arrivals) submissions, and said \(inFlight.map(String.init) ?? "nothing")")
        }
        if status != .cancelled { found.append("ended as \(status.rawValue)") }
        if !isSettled { found.append("still holds a reservation") }
        if ours != bill { found.append("counts \(ours) micro-dollars, and the provider \(bill)") }
        return found.map { "the cancel of \(job) \($0)" }
    }
}
