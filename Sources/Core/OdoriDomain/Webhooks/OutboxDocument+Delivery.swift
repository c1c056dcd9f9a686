extension OutboxDocument {
    /// So many attempts in silence end an event: one of them may be what kills workers.
    package static let silenceLimit = 8
    private static let keptAttempts = 50
    /// Receivers may ask for patience up to this.
    private static let longestRetryAfter = Duration.seconds(86400)

    /// What a push leads to.
    package enum Push: Sendable, Hashable {
        /// Nothing now: somebody is at it, or it is not this task's turn.
        case nothing
        /// It is not its time yet, by this machine's clock.
        case early(Duration)
        /// An attempt, under this lease.
        case attempt(Lease)
    }

    /// Begins an attempt if the push is the event's own and nobody is at it.
    package mutating func take(check: Int, now: Timestamp, for duration: Duration) -> Push {
        guard status == .pending, check == self.check, let dueAt else { return .nothing }
        if let lease, lease.expiresAt > now {
            // Should its holder die, this one comes when the lease is over.
            moveOn(dueAt: lease.expiresAt + .seconds(1))
            return .nothing
        }
        guard lease != nil || dueAt <= now + .seconds(1) else { return .early(dueAt.duration(since: now)) }
        guard lease == nil || survives(now: now) else { return .nothing }
        epoch += 1
        let lease = Lease(epoch: epoch, expiresAt: now + duration)
        self.lease = lease
        self.dueAt = lease.expiresAt
        attempts = attempts.suffix(Self.keptAttempts - 1) + [DeliveryAttempt(at: now)]
        updatedAt = now
        return .attempt(lease)
    }

    /// Ends the attempt that holds the lease; one whose lease is another's changes nothing.
    package mutating func finish(
        _ outcome: DeliveryOutcome, epoch: Int, took: Duration, schedule: WebhookSchedule, now: Timestamp
    ) {
        guard lease?.epoch == epoch, let last = attempts.indices.last else { return }
        lease = nil
        updatedAt = now
        attempts[last].milliseconds = Int(took.milliseconds)
        if case .answered(let status, _) = outcome { attempts[last].status = status }
        switch outcome.verdict {
        case .delivered: end(.delivered, nil, now: now)
        case .gone: end(.gone, "the receiver answered 410 and wants no more", now: now)
        case .failed(let reason):
            attempts[last].error = reason
            end(.failed, reason, now: now)
        case .again(let reason, let retryAfter):
            attempts[last].error = reason
            tryAgain(reason, retryAfter, schedule, now: now)
        case .uncounted:
            attempts[last].error = "the worker was told to stop"
            moveOn(dueAt: now)
        }
    }

    private mutating func tryAgain(
        _ reason: String, _ retryAfter: Duration?, _ schedule: WebhookSchedule, now: Timestamp
    ) {
        round.ended += 1
        guard let pause = schedule.pause(before: round.ended, of: id) else {
            return end(.failed, "given up after \(round.ended) attempts; the last one: \(reason)", now: now)
        }
        moveOn(dueAt: now + max(pause, min(retryAfter ?? .zero, Self.longestRetryAfter)))
    }

    /// Ends the event without another attempt.
    package mutating func end(_ status: OutboxStatus, _ reason: String?, now: Timestamp) {
        self.status = status
        self.reason = reason
        lease = nil
        dueAt = nil
        expiresAt = now.endOfRetention
        updatedAt = now
    }

    /// The next task is the event's own from now on.
    package mutating func moveOn(dueAt: Timestamp) {
        check += 1
        self.dueAt = dueAt
    }

    /// Tries anew from the schedule's beginning, whatever became of it before.
    package mutating func replay(now: Timestamp) {
        status = .pending
        expiresAt = nil
        reason = nil
        lease = nil
        round = Round(number: round.number + 1)
        updatedAt = now
        moveOn(dueAt: now)
    }
}

extension OutboxDocument {
    /// Gives an event that is overdue another task; an attempt whose worker died counts as one in silence.
    package mutating func revive(dueBefore cutoff: Timestamp, now: Timestamp) {
        guard status == .pending, let dueAt, dueAt <= cutoff else { return }
        if let lease {
            guard lease.expiresAt <= now, survives(now: now) else { return }
            self.lease = nil
        }
        moveOn(dueAt: now)
    }

    /// Counts a lease that ended in silence; false when it was the last one that is borne.
    fileprivate mutating func survives(now: Timestamp) -> Bool {
        round.silent += 1
        guard round.silent >= Self.silenceLimit else { return true }
        end(.failed, "the worker died \(Self.silenceLimit) times while delivering it", now: now)
        return false
    }
}
