import OdoriDomain
import OdoriPorts

extension RunState {
    /// An ended run's documents go some time after its end; one that runs again stays.
    mutating func refreshExpiry() {
        let wanted = run.status.isEnded ? run.expiresAt ?? (run.completedAt ?? run.updatedAt).endOfRetention : nil
        if run.expiresAt != wanted { run.expiresAt = wanted }
        if engine.expiresAt != wanted { engine.expiresAt = wanted }
    }
}

extension JobState {
    /// An ended job's documents go some time after its end; one that runs again stays.
    mutating func refreshExpiry() {
        let wanted = job.status.isEnded ? job.expiresAt ?? (job.completedAt ?? job.updatedAt).endOfRetention : nil
        if job.expiresAt != wanted { job.expiresAt = wanted }
        if steps.expiresAt != wanted { steps.expiresAt = wanted }
        if ledger.expiresAt != wanted { ledger.expiresAt = wanted }
    }
}

extension RetrySlot {
    /// What runs again stays; what had ended stays as long as if it had ended now, since the job does.
    mutating func refreshExpiry(now: Timestamp) {
        setExpiry(run.status.isEnded ? now.endOfRetention : nil)
    }
}
