/// `google.cloud.tasks.v2.RateLimits` in JSON.
struct WireRateLimits: Encodable, Sendable, Hashable {
    var maxDispatchesPerSecond: Double?
    var maxBurstSize: Int?
    var maxConcurrentDispatches: Int?

    enum CodingKeys: CodingKey { case maxDispatchesPerSecond, maxBurstSize, maxConcurrentDispatches }
}

extension WireRateLimits: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        let fields = try value.fields(CodingKeys.self)
        maxDispatchesPerSecond = try fields.read(.maxDispatchesPerSecond)
        maxBurstSize = try fields.read(.maxBurstSize)
        maxConcurrentDispatches = try fields.read(.maxConcurrentDispatches)
    }
}

/// `google.cloud.tasks.v2.RetryConfig` in JSON.
struct WireRetryConfig: Encodable, Sendable, Hashable {
    var maxAttempts: Int?
    var maxRetryDuration: WireDuration?
    var minBackoff: WireDuration?
    var maxBackoff: WireDuration?
    var maxDoublings: Int?

    enum CodingKeys: CodingKey {
        case maxAttempts, maxRetryDuration, minBackoff, maxBackoff, maxDoublings
    }
}

extension WireRetryConfig: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        let fields = try value.fields(CodingKeys.self)
        maxAttempts = try fields.read(.maxAttempts)
        maxRetryDuration = try fields.read(.maxRetryDuration)
        minBackoff = try fields.read(.minBackoff)
        maxBackoff = try fields.read(.maxBackoff)
        maxDoublings = try fields.read(.maxDoublings)
    }
}

/// `google.cloud.tasks.v2.StackdriverLoggingConfig` in JSON; accepted and not acted on.
struct WireLoggingConfig: Encodable, Sendable, Hashable {
    var samplingRatio: Double?

    enum CodingKeys: CodingKey { case samplingRatio }
}

extension WireLoggingConfig: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        samplingRatio = try value.fields(CodingKeys.self).read(.samplingRatio)
    }
}

/// `google.cloud.tasks.v2.Queue` in JSON. Fields that only the server sets are ignored in requests.
struct WireQueue: Encodable, Sendable, Hashable {
    var name: String?
    var rateLimits: WireRateLimits?
    var retryConfig: WireRetryConfig?
    var state: QueueState?
    var purgeTime: WireTimestamp?
    var stackdriverLoggingConfig: WireLoggingConfig?

    enum CodingKeys: CodingKey {
        case name, rateLimits, retryConfig, state, purgeTime, stackdriverLoggingConfig
    }
}

extension WireQueue: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        let fields = try value.fields(CodingKeys.self)
        name = try fields.read(.name)
        rateLimits = try fields.read(.rateLimits)
        retryConfig = try fields.read(.retryConfig)
        state = try fields.read(.state)
        purgeTime = try fields.read(.purgeTime)
        stackdriverLoggingConfig = try fields.read(.stackdriverLoggingConfig)
    }
}
