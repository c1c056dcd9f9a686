/// `google.cloud.tasks.v2.RateLimits` in JSON.
struct WireRateLimits: Codable, Sendable, Hashable {
    var maxDispatchesPerSecond: Double?
    var maxBurstSize: Int?
    var maxConcurrentDispatches: Int?

    enum CodingKeys: CodingKey, CaseIterable { case maxDispatchesPerSecond, maxBurstSize, maxConcurrentDispatches }
}

extension WireRateLimits {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        maxDispatchesPerSecond = try fields.decodeIfPresent(Double.self, forKey: .maxDispatchesPerSecond)
        maxBurstSize = try fields.decodeIfPresent(Int.self, forKey: .maxBurstSize)
        maxConcurrentDispatches = try fields.decodeIfPresent(Int.self, forKey: .maxConcurrentDispatches)
    }
}

/// `google.cloud.tasks.v2.RetryConfig` in JSON.
struct WireRetryConfig: Codable, Sendable, Hashable {
    var maxAttempts: Int?
    var maxRetryDuration: WireDuration?
    var minBackoff: WireDuration?
    var maxBackoff: WireDuration?
    var maxDoublings: Int?

    enum CodingKeys: CodingKey, CaseIterable {
        case maxAttempts, maxRetryDuration, minBackoff, maxBackoff, maxDoublings
    }
}

extension WireRetryConfig {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        maxAttempts = try fields.decodeIfPresent(Int.self, forKey: .maxAttempts)
        maxRetryDuration = try fields.decodeIfPresent(WireDuration.self, forKey: .maxRetryDuration)
        minBackoff = try fields.decodeIfPresent(WireDuration.self, forKey: .minBackoff)
        maxBackoff = try fields.decodeIfPresent(WireDuration.self, forKey: .maxBackoff)
        maxDoublings = try fields.decodeIfPresent(Int.self, forKey: .maxDoublings)
    }
}

/// `google.cloud.tasks.v2.StackdriverLoggingConfig` in JSON; accepted and not acted on.
struct WireLoggingConfig: Codable, Sendable, Hashable {
    var samplingRatio: Double?
}

/// `google.cloud.tasks.v2.Queue` in JSON. Fields that only the server sets are ignored in requests.
struct WireQueue: Codable, Sendable, Hashable {
    var name: String?
    var rateLimits: WireRateLimits?
    var retryConfig: WireRetryConfig?
    var state: QueueState?
    var purgeTime: WireTimestamp?
    var stackdriverLoggingConfig: WireLoggingConfig?

    enum CodingKeys: CodingKey, CaseIterable {
        case name, rateLimits, retryConfig, state, purgeTime, stackdriverLoggingConfig
    }
}

extension WireQueue {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        name = try fields.decodeIfPresent(String.self, forKey: .name)
        rateLimits = try fields.decodeIfPresent(WireRateLimits.self, forKey: .rateLimits)
        retryConfig = try fields.decodeIfPresent(WireRetryConfig.self, forKey: .retryConfig)
        state = try fields.decodeIfPresent(QueueState.self, forKey: .state)
        purgeTime = try fields.decodeIfPresent(WireTimestamp.self, forKey: .purgeTime)
        stackdriverLoggingConfig = try fields.decodeIfPresent(
            WireLoggingConfig.self, forKey: .stackdriverLoggingConfig
        )
    }
}
