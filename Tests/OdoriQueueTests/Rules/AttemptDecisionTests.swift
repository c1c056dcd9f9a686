import Testing

@testable import OdoriQueue

@Suite("What becomes of a task after an attempt")
struct AttemptDecisionTests {
    private let now = ManualTime.start
    private let policy = RetryPolicy(maxAttempts: 3, minBackoff: .seconds(1))

    private func decide(_ outcome: AttemptOutcome, earlier: Int = 0, created: Timestamp? = nil) -> AttemptDecision {
        var history = AttemptHistory()
        for _ in 0..<earlier { history = history.adding(.unreachable(""), due: now, began: now, ended: now) }
        history = history.adding(outcome, due: now, began: now, ended: now)
        return .next(after: outcome, history: history, created: created ?? now, policy: policy, now: now)
    }

    @Test("only 2xx completes a task", arguments: [200, 201, 204, 299])
    func success(status: Int) {
        #expect(decide(.answered(status: status)) == .completed)
    }

    @Test("any other answer is a retry", arguments: [199, 301, 302, 400, 404, 429, 500, 503])
    func failure(status: Int) {
        #expect(decide(.answered(status: status)) == .retry(at: now + .seconds(1)))
    }

    @Test("no answer is a retry", arguments: [AttemptOutcome.deadlineExceeded, .unreachable("refused")])
    func silence(outcome: AttemptOutcome) {
        #expect(decide(outcome, earlier: 1) == .retry(at: now + .seconds(2)))
    }

    @Test("the last attempt exhausts a task, but its success completes it")
    func lastAttempt() {
        #expect(decide(.answered(status: 500), earlier: 2) == .exhausted)
        #expect(decide(.answered(status: 200), earlier: 2) == .completed)
    }

    @Test("an interrupted attempt changes nothing")
    func interruption() {
        #expect(decide(.interrupted, earlier: 5) == .untouched)
    }

    @Test("a task older than 31 days is given up")
    func retention() {
        #expect(decide(.answered(status: 500), created: now - .seconds(31 * 86_400)) == .exhausted)
        #expect(decide(.answered(status: 500), created: now - .seconds(30 * 86_400)) != .exhausted)
    }

    @Test("the counters tell dispatches, responses and executions apart")
    func counters() {
        var history = AttemptHistory()
        let outcomes: [AttemptOutcome] = [
            .answered(status: 404), .answered(status: 500), .unreachable("refused"), .deadlineExceeded,
        ]
        for (index, outcome) in outcomes.enumerated() {
            let began = now + .seconds(index)
            history = history.adding(outcome, due: began, began: began, ended: began + .milliseconds(5))
        }
        #expect(history.dispatches == 4)
        #expect(history.responses == 2)
        #expect(history.executions == 1)
        #expect(history.firstDispatch == now)
        #expect(history.lastDispatch == now + .seconds(3))
        #expect(history.lastResponse == nil)
        #expect(history.lastStatus == -1)
    }
}
