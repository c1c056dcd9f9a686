/// How a queue dispatches, with every default of the real service decided.
struct QueueSettings: Sendable, Hashable {
    /// The service's most, 500, is no limit here.
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

    /// These settings with the fields of a queue that a mask names, by their full paths or those of their parents; an empty mask names all
    /// that the queue sets. A named field that the queue lacks gets its default.
    func updated(by queue: WireQueue, mask: [String]) throws(APIError) -> QueueSettings {
        let known: Set<String> = [
            "name", "rateLimits", "rateLimits.maxDispatchesPerSecond", "rateLimits.maxConcurrentDispatches",
            "rateLimits.maxBurstSize", "retryConfig", "retryConfig.maxAttempts", "retryConfig.maxRetryDuration",
            "retryConfig.minBackoff", "retryConfig.maxBackoff", "retryConfig.maxDoublings", "stackdriverLoggingConfig",
            "stackdriverLoggingConfig.samplingRatio", "state", "purgeTime",
        ]
        if let stranger = mask.first(where: { !known.contains($0) }) {
            throw .invalid("Invalid value at 'update_mask': there is no field \"\(stranger)\".")
        }
        func names(_ parent: String, _ field: String) -> Bool {
            mask.contains(parent) || mask.contains("\(parent).\(field)")
        }
        let given = try QueueSettings(validating: queue)
        let limits = queue.rateLimits
        let retrying = queue.retryConfig
        var result = self
        if names("rateLimits", "maxDispatchesPerSecond") || mask.isEmpty && limits?.maxDispatchesPerSecond != nil {
            result.maxDispatchesPerSecond = given.maxDispatchesPerSecond
        }
        if names("rateLimits", "maxConcurrentDispatches") || mask.isEmpty && limits?.maxConcurrentDispatches != nil {
            result.maxConcurrentDispatches = given.maxConcurrentDispatches
        }
        if names("retryConfig", "maxAttempts") || mask.isEmpty && retrying?.maxAttempts != nil {
            result.retry.maxAttempts = given.retry.maxAttempts
        }
        if names("retryConfig", "maxRetryDuration") || mask.isEmpty && retrying?.maxRetryDuration != nil {
            result.retry.maxRetryDuration = given.retry.maxRetryDuration
        }
        if names("retryConfig", "minBackoff") || mask.isEmpty && retrying?.minBackoff != nil {
            result.retry.minBackoff = given.retry.minBackoff
        }
        if names("retryConfig", "maxBackoff") || mask.isEmpty && retrying?.maxBackoff != nil {
            result.retry.maxBackoff = given.retry.maxBackoff
        }
        if names("retryConfig", "maxDoublings") || mask.isEmpty && retrying?.maxDoublings != nil {
            result.retry.maxDoublings = given.retry.maxDoublings
        }
        guard result.retry.minBackoff <= result.retry.maxBackoff else {
            throw .invalid("RetryConfig.minBackoff must not be longer than RetryConfig.maxBackoff.")
        }
        return result
    }

    /// Settings read back from the store.
    init(maxDispatchesPerSecond: Double, maxConcurrentDispatches: Int, retry: RetryPolicy) {
        self.maxDispatchesPerSecond = maxDispatchesPerSecond
        self.maxConcurrentDispatches = maxConcurrentDispatches
        self.retry = retry
    }
}
