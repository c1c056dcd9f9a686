/// How long to wait before a child is started again: doubling, and from the start after a healthy minute.
package struct BackOff: Sendable {
    private let first: Duration
    private let longest: Duration
    private let healthy: Duration
    private var next: Duration

    package init(
        first: Duration = .milliseconds(200),
        longest: Duration = .seconds(10),
        healthy: Duration = .seconds(60)
    ) {
        self.first = first
        self.longest = longest
        self.healthy = healthy
        next = first
    }

    /// The wait after a life of this length.
    package mutating func wait(afterLiving life: Duration) -> Duration {
        if life >= healthy { next = first }
        defer { next = min(longest, next * 2) }
        return next
    }
}
