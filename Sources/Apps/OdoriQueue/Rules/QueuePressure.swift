/// The queue-wide back-off after answers of 429 and 503.
///
/// The real service slows a whole queue when its target says that it is overloaded; its formula is not published. Here
/// the queue dispatches nothing for 1 s after the first such answer, twice as long after the next, up to a minute, or
/// for as long as `Retry-After` asks (up to ten minutes). Answers to attempts that began before the latest step belong
/// to the same overload and take no further step. A success ends it.
struct QueuePressure: Sendable, Hashable {
    private static let firstHold: Duration = .seconds(1)
    private static let longestHold: Duration = .seconds(60)
    private static let longestRetryAfter: Duration = .seconds(600)

    private var steps = 0
    private var steppedAt: Timestamp?

    /// Nothing is dispatched before this instant.
    private(set) var heldUntil: Timestamp?

    /// Takes note of an answer.
    mutating func record(_ outcome: AttemptOutcome, began: Timestamp, now: Timestamp) {
        if outcome.isSuccess, began >= steppedAt ?? began {
            self = QueuePressure()
        }
        guard outcome.isOverload, case .answered(_, let retryAfter) = outcome else { return }
        var hold = min(retryAfter ?? .zero, Self.longestRetryAfter)
        if steppedAt.map({ began >= $0 }) ?? true {
            hold = max(hold, min(Self.firstHold * (1 << min(steps, 10)), Self.longestHold))
            steps += 1
            steppedAt = now
        }
        heldUntil = max(heldUntil ?? now, now + hold)
    }

    /// Whether dispatching rests at that instant.
    func isHolding(at now: Timestamp) -> Bool {
        heldUntil.map { now < $0 } ?? false
    }
}
