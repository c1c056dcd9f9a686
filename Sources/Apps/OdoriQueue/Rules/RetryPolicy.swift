/// When a failed task is tried again, and when no more: `RetryConfig` with every field decided.
struct RetryPolicy: Sendable, Hashable {
    /// Attempts in all, the first included; -1 for no limit.
    var maxAttempts = 100
    /// The age, counted from the first attempt, before which a task is never given up; zero for none.
    var maxRetryDuration: Duration = .zero
    /// The wait before the first retry.
    var minBackoff: Duration = .milliseconds(100)
    /// The longest wait.
    var maxBackoff: Duration = .seconds(3600)
    /// How often the wait doubles before it grows by the same amount each time.
    var maxDoublings = 16

    /// What the real service gives a queue that says nothing.
    static let serviceDefault = RetryPolicy()

    /// This policy with the fields that a configuration sets.
    ///
    /// A field that is absent or zero leaves this policy's value, as a zero is what JSON cannot tell from absence.
    func overridden(by config: WireRetryConfig?) throws(APIError) -> RetryPolicy {
        guard let config else { return self }
        var policy = self
        if let attempts = config.maxAttempts, attempts != 0 {
            guard (-1...Int(Int32.max)).contains(attempts) else {
                throw .invalid("RetryConfig.maxAttempts must be -1 (unlimited) or positive.")
            }
            policy.maxAttempts = attempts
        }
        if let doublings = config.maxDoublings, doublings != 0 {
            guard (0...Int(Int32.max)).contains(doublings) else {
                throw .invalid("RetryConfig.maxDoublings must not be negative.")
            }
            policy.maxDoublings = doublings
        }
        let durations: [(WritableKeyPath<RetryPolicy, Duration>, WireDuration?, String)] = [
            (\.maxRetryDuration, config.maxRetryDuration, "maxRetryDuration"),
            (\.minBackoff, config.minBackoff, "minBackoff"),
            (\.maxBackoff, config.maxBackoff, "maxBackoff"),
        ]
        for (path, value, name) in durations {
            guard let duration = value?.duration, duration != .zero else { continue }
            guard duration > .zero else { throw .invalid("RetryConfig.\(name) must not be negative.") }
            policy[keyPath: path] = duration
        }
        guard policy.minBackoff <= policy.maxBackoff else {
            throw .invalid("RetryConfig.minBackoff must not be longer than RetryConfig.maxBackoff.")
        }
        return policy
    }

    /// The wait before the n-th retry (from 1): it doubles `maxDoublings` times, then grows linearly, up to `maxBackoff`.
    func backoff(beforeRetry retry: Int) -> Duration {
        let limit = maxBackoff.microseconds
        let doublings = min(max(retry, 1) - 1, maxDoublings)
        // Beyond 2^62 every wait in use has long met its limit.
        let factor = Int64(1) << Int64(min(doublings, 62))
        let steps = Int64(max(max(retry, 1) - maxDoublings, 1))
        let (doubled, overflow) = minBackoff.microseconds.multipliedReportingOverflow(by: factor)
        let (wait, overflowAgain) = doubled.multipliedReportingOverflow(by: steps)
        return .microseconds(overflow || overflowAgain ? limit : min(wait, limit))
    }

    /// Whether a task that has just failed is given up: only when its attempts **and** its time are used up.
    func isExhausted(attempts: Int, age: Duration) -> Bool {
        guard maxAttempts >= 0, attempts >= maxAttempts else { return false }
        return maxRetryDuration == .zero || age >= maxRetryDuration
    }
}
