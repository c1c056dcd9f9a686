/// How a queue dispatches, with every default of the real service decided.
struct QueueSettings: Sendable, Hashable {
    /// Kept and shown; this server does not limit the rate.
    var maxDispatchesPerSecond = 500.0
    /// Attempts that may run at the same time.
    var maxConcurrentDispatches = 1000
    /// When failed tasks are tried again.
    var retry = RetryPolicy.serviceDefault

    /// Checks a queue against the service's rules; throws `INVALID_ARGUMENT` with the rule it breaks.
    init(validating queue: WireQueue) throws(APIError) {
        // A zero is what JSON cannot tell from absence.
        if let rate = queue.rateLimits?.maxDispatchesPerSecond, rate != 0 {
            guard rate > 0, rate <= ServiceLimits.dispatchesPerSecond else {
                throw .invalid("RateLimits.maxDispatchesPerSecond must be positive and at most 500.")
            }
            maxDispatchesPerSecond = rate
        }
        if let concurrency = queue.rateLimits?.maxConcurrentDispatches, concurrency != 0 {
            guard (1...ServiceLimits.concurrentDispatches).contains(concurrency) else {
                throw .invalid("RateLimits.maxConcurrentDispatches must be between 1 and 5000.")
            }
            maxConcurrentDispatches = concurrency
        }
        retry = try RetryPolicy.serviceDefault.overridden(by: queue.retryConfig)
    }

    /// Settings read back from the store.
    init(maxDispatchesPerSecond: Double, maxConcurrentDispatches: Int, retry: RetryPolicy) {
        self.maxDispatchesPerSecond = maxDispatchesPerSecond
        self.maxConcurrentDispatches = maxConcurrentDispatches
        self.retry = retry
    }
}
