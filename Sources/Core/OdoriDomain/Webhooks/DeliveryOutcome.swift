/// What came of an attempt to deliver an event.
package enum DeliveryOutcome: Sendable, Hashable {
    /// An answer came.
    case answered(status: Int, retryAfter: Duration?)
    /// None came, but one may another time.
    case unanswered(String)
    /// The address must not be reached.
    case refused(String)
    /// The receiver had said before that it wants no more.
    case unwanted
    /// This worker was told to stop.
    case interrupted

    /// What follows from it.
    package enum Verdict: Sendable, Hashable {
        case delivered
        /// The receiver wants no more.
        case gone
        /// No other attempt would go better.
        case failed(String)
        /// Another attempt, not before `retryAfter` is over.
        case again(String, retryAfter: Duration?)
        /// Another attempt at once, and this one does not count.
        case uncounted
    }

    /// Answers of 2xx end well, 410 ends for good. A redirect is not followed, since it would lead to an address that nobody has
    /// agreed to, and it would be the same the next time. Everything else may be mended at the receiver's.
    package var verdict: Verdict {
        switch self {
        case .answered(200..<300, _): .delivered
        case .answered(410, _), .unwanted: .gone
        case .answered(300..<400, _): .failed("the receiver redirects, which is not followed")
        case .answered(let status, let retryAfter): .again("the receiver answered \(status)", retryAfter: retryAfter)
        case .unanswered(let reason): .again(reason, retryAfter: nil)
        case .refused(let reason): .failed(reason)
        case .interrupted: .uncounted
        }
    }
}
