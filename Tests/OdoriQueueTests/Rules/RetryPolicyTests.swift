import Testing

@testable import OdoriQueue

@Suite("Retry policy")
struct RetryPolicyTests {
    @Test(
        "the back-off doubles, then grows by the same amount, then stays at its limit",
        arguments: [
            (min: 10.0, max: 300.0, doublings: 3, waits: [10, 20, 40, 80, 160, 240, 300, 300]),
            (0.2, 1, 1, [0.2, 0.4, 0.8, 1.0, 1.0]),
            (1, 100, 0, [1, 2, 3, 4, 5]),
            (0.1, 3600, 16, [0.1, 0.2, 0.4, 0.8, 1.6, 3.2]),
            (5, 5, 16, [5, 5, 5]),
        ]
    )
    func backoff(min: Double, max: Double, doublings: Int, waits: [Double]) {
        let policy = RetryPolicy(minBackoff: .seconds(min), maxBackoff: .seconds(max), maxDoublings: doublings)
        let found = waits.indices.map { policy.backoff(beforeRetry: $0 + 1).microseconds }
        #expect(found == waits.map { Int64(($0 * 1_000_000).rounded()) })
    }

    @Test("the back-off never overflows", arguments: [1, 63, 64, 100_000, Int(Int32.max)])
    func backoffIsBounded(retry: Int) {
        var policy = RetryPolicy(minBackoff: .seconds(3), maxBackoff: .seconds(3600), maxDoublings: Int(Int32.max))
        #expect((.seconds(3) ... .seconds(3600)).contains(policy.backoff(beforeRetry: retry)))
        policy.maxDoublings = 1
        #expect((.seconds(3) ... .seconds(3600)).contains(policy.backoff(beforeRetry: retry)))
    }

    @Test(
        "a task is given up only when its attempts and its time are both used up",
        arguments: [
            (attempts: 3, duration: 0.0, made: 2, age: 99.0, isExhausted: false),
            (3, 0, 3, 0, true),
            (3, 60, 3, 59, false),
            (3, 60, 3, 60, true),
            (3, 60, 2, 600, false),
            (-1, 60, 1_000_000, 600, false),
            (-1, 0, 1_000_000, 600, false),
        ]
    )
    func exhaustion(attempts: Int, duration: Double, made: Int, age: Double, isExhausted: Bool) {
        let policy = RetryPolicy(maxAttempts: attempts, maxRetryDuration: .seconds(duration))
        #expect(policy.isExhausted(attempts: made, age: .seconds(age)) == isExhausted)
    }

    @Test("a task's own configuration overrides the fields that it sets")
    func overriding() throws {
        let queue = RetryPolicy(maxAttempts: 7, minBackoff: .seconds(2))
        let task = WireRetryConfig(maxAttempts: -1, maxBackoff: WireDuration(.seconds(9)), maxDoublings: 0)
        let policy = try queue.overridden(by: task)
        #expect(policy == RetryPolicy(maxAttempts: -1, minBackoff: .seconds(2), maxBackoff: .seconds(9)))
    }

    @Test(
        "an impossible configuration is refused",
        arguments: [
            WireRetryConfig(maxAttempts: -2),
            WireRetryConfig(minBackoff: WireDuration(.seconds(-1))),
            WireRetryConfig(maxRetryDuration: WireDuration(.seconds(-1))),
            WireRetryConfig(minBackoff: WireDuration(.seconds(2)), maxBackoff: WireDuration(.seconds(1))),
            WireRetryConfig(maxDoublings: -1),
        ]
    )
    func refusal(config: WireRetryConfig) {
        #expect(throws: APIError.self) { try RetryPolicy.serviceDefault.overridden(by: config) }
    }
}
