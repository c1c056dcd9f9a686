/// A queue's dispatches a second, as a bucket of tokens that holds a fifth of a second's worth, and one at least.
///
/// 500 a second, the most that can be asked for and what a queue has that asks for nothing, stands for no limit here: this server serves
/// one machine.
struct DispatchRate: Sendable {
    private var tokens = 0.0
    private var filledAt: Timestamp?

    /// Takes a token; false when there is none yet.
    mutating func take(_ settings: QueueSettings, at now: Timestamp) -> Bool {
        guard settings.isRateLimited else { return true }
        fill(settings, at: now)
        // A sum of fractions may be a hair less than whole.
        guard tokens >= 1 - 1e-9 else { return false }
        tokens -= 1
        return true
    }

    /// When the next token is there; nil when one is, or none is needed.
    func opensAt(_ settings: QueueSettings, now: Timestamp) -> Timestamp? {
        guard settings.isRateLimited, let filledAt else { return nil }
        let missing = 1 - 1e-9 - tokens
        guard missing > 0 else { return nil }
        return filledAt + .microseconds(Int64((missing / settings.maxDispatchesPerSecond * 1e6).rounded(.up)))
    }

    private mutating func fill(_ settings: QueueSettings, at now: Timestamp) {
        let most = Double(settings.maxBurst)
        guard let filledAt else {
            tokens = most
            self.filledAt = now
            return
        }
        let seconds = Double(max(0, now.microseconds - filledAt.microseconds)) / 1e6
        tokens = min(most, tokens + seconds * settings.maxDispatchesPerSecond)
        self.filledAt = now
    }
}

extension QueueSettings {
    /// Whether its dispatches a second are limited at all.
    var isRateLimited: Bool { maxDispatchesPerSecond < ServiceLimits.dispatchesPerSecond }

    /// What may be dispatched at once after a rest.
    var maxBurst: Int { max(1, Int(maxDispatchesPerSecond / 5)) }
}
