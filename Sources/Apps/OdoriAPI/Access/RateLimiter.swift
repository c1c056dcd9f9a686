import OdoriDomain
import Synchronization

/// So many requests a second for each key, with as many again saved up while the key rests.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: Timestamp
    }

    /// Nil = without end.
    private let perSecond: Double?
    private let buckets: Mutex<[Int: Bucket]>

    init(perSecond: Double?) {
        self.perSecond = perSecond
        buckets = Mutex([:])
    }

    /// Nil when the request may pass; else after how long the next one may.
    func take(for key: Int, now: Timestamp) -> Duration? {
        guard let perSecond else { return nil }
        let most = max(1, perSecond * 2)
        return buckets.withLock { buckets in
            var bucket = buckets[key] ?? Bucket(tokens: most, filledAt: now)
            let rested = max(0, now.duration(since: bucket.filledAt).inSeconds)
            bucket.tokens = min(most, bucket.tokens + rested * perSecond)
            bucket.filledAt = max(now, bucket.filledAt)
            defer { buckets[key] = bucket }
            guard bucket.tokens >= 1 else {
                return .milliseconds(Int64(((1 - bucket.tokens) / perSecond * 1000).rounded(.up)))
            }
            bucket.tokens -= 1
            return nil
        }
    }
}
