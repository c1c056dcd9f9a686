/// How a push ended.
enum AttemptOutcome: Sendable, Hashable {
    /// The target answered with this status, and perhaps with a `Retry-After`.
    case answered(status: Int, retryAfter: Duration? = nil)
    /// The dispatch deadline passed before an answer.
    case deadlineExceeded
    /// No answer came: refused, unreachable, broken off.
    case unreachable(String)
    /// This server stopped; the target may or may not have seen the task.
    case interrupted

    /// Only 2xx ends a task.
    var isSuccess: Bool {
        if case .answered(let status, _) = self { return (200..<300).contains(status) }
        return false
    }

    /// Answers by which a target says that it wants less of everything.
    var isOverload: Bool {
        if case .answered(let status, _) = self { return status == 429 || status == 503 }
        return false
    }

    /// What the store keeps of it: the HTTP status, 0 without an answer, -1 after the deadline.
    var recordedStatus: Int {
        switch self {
        case .answered(let status, _): status
        case .deadlineExceeded: -1
        case .unreachable, .interrupted: 0
        }
    }
}

/// What the attempts so far have come to.
struct AttemptHistory: Sendable, Hashable {
    /// Attempts that have ended.
    var dispatches = 0
    /// Of these, those that were answered.
    var responses = 0
    /// Of these, those answered otherwise than 5xx (`X-CloudTasks-TaskExecutionCount`).
    var executions = 0
    /// When the first attempt began.
    var firstDispatch: Timestamp?
    /// When the latest ended attempt was due.
    var lastSchedule: Timestamp?
    /// When it began.
    var lastDispatch: Timestamp?
    /// When it was answered; nil when it was not.
    var lastResponse: Timestamp?
    /// `AttemptOutcome.recordedStatus` of it.
    var lastStatus: Int?

    /// This history with one more ended attempt.
    func adding(_ outcome: AttemptOutcome, due: Timestamp, began: Timestamp, ended: Timestamp) -> AttemptHistory {
        var history = self
        history.dispatches += 1
        history.firstDispatch = firstDispatch ?? began
        history.lastSchedule = due
        history.lastDispatch = began
        history.lastResponse = nil
        history.lastStatus = outcome.recordedStatus
        if case .answered(let status, _) = outcome {
            history.responses += 1
            history.executions += (500..<600).contains(status) ? 0 : 1
            history.lastResponse = ended
        }
        return history
    }
}

/// What becomes of a task after an attempt.
enum AttemptDecision: Sendable, Hashable {
    /// The task is done.
    case completed
    /// The task is tried again at that time.
    case retry(at: Timestamp)
    /// The task is deleted without success.
    case exhausted
    /// Nothing is recorded; the task is pushed again when the server runs again.
    case untouched

    /// Decides by the outcome, the history that includes it, and the task's age.
    static func next(
        after outcome: AttemptOutcome, history: AttemptHistory, created: Timestamp, policy: RetryPolicy, now: Timestamp
    ) -> AttemptDecision {
        if outcome == .interrupted { return .untouched }
        if outcome.isSuccess { return .completed }
        let age = now - (history.firstDispatch ?? now)
        if policy.isExhausted(attempts: history.dispatches, age: age) { return .exhausted }
        let next = now + policy.backoff(beforeRetry: history.dispatches)
        return next - created >= ServiceLimits.taskRetention ? .exhausted : .retry(at: next)
    }
}
