/// What a push leads to, decided from the stage's record alone.
package enum PushDecision: Hashable, Sendable {
    /// Old, ended or not yet begun: make sure that whatever is owed is enqueued.
    case heal
    /// Somebody else works on it: look again when that lease should have ended.
    case held(until: Timestamp)
    /// Too many attempts ended in silence.
    case crashedTooOften
    case work
    /// The stage has ended, but what it ordered at a provider has not: bring the books in order, submit nothing.
    case reconcile
}

extension StageRecord {
    /// How many leases of one stage may end in silence.
    package static let crashLimit = 8

    /// Decides about a push for `generation` and `check`; pure.
    package func decide(generation: Int, check: Int, now: Timestamp) -> PushDecision {
        guard generation == self.generation, check == self.check, status != .blocked else { return .heal }
        // Its maker may have brought the books in order meanwhile; then the reconciliation only takes note of it.
        guard !status.isEnded || dueAt != nil else { return .heal }
        let next: PushDecision = status.isEnded ? .reconcile : .work
        guard let lease else { return next }
        if lease.expiresAt > now { return .held(until: lease.expiresAt) }
        return crashes + 1 >= Self.crashLimit ? .crashedTooOften : next
    }

    /// How much too soon a push for `generation` and `check` came by this machine's clock, which is behind the queue's then; nil when it
    /// is due. What is ready is due whenever it is pushed, and so is what looks after a lease: only the push that a held one put off
    /// is due later than the lease is owed.
    package func earliness(generation: Int, check: Int, now: Timestamp) -> Duration? {
        guard generation == self.generation, check == self.check, let dueAt, dueAt > now,
            lease.map({ dueAt > $0.owedAt }) ?? (status == .waiting || status.isEnded)
        else { return nil }
        return dueAt.duration(since: now)
    }

    /// The stage has ended while its operation at a provider is open.
    package var owesReconciliation: Bool {
        status.isEnded && operation?.isOpen == true
    }

    /// Hands the next push to the task after this one, due at `dueAt`.
    package mutating func moveOn(dueAt: Timestamp) {
        check += 1
        self.dueAt = dueAt
    }

    /// Has nothing to do before `dueAt`.
    package mutating func wait(until dueAt: Timestamp) {
        status = .waiting
        moveOn(dueAt: dueAt)
    }

    /// Takes the lease for a new attempt. A lease still standing has expired in silence and counts as a crash.
    package mutating func takeLease(now: Timestamp, for duration: Duration) -> Lease {
        if lease != nil { crashes += 1 }
        epoch += 1
        let taken = Lease(epoch: epoch, expiresAt: now + duration)
        lease = taken
        if !status.isEnded { status = .running }
        dueAt = taken.owedAt
        return taken
    }

    /// Whether `epoch` still holds the stage; a holder past its expiry keeps it until somebody else takes it.
    package func isHeld(by epoch: Int) -> Bool {
        lease?.epoch == epoch
    }
}

extension Lease {
    /// When a push is owed if the holder falls silent. Who meets the lease puts its own push off to a second later, by which the two are
    /// told apart.
    package var owedAt: Timestamp { expiresAt }
}
