import Testing

@testable import OdoriQueue

@Suite("Queue-wide back-off")
struct QueuePressureTests {
    private let start = ManualTime.start
    private let overload = AttemptOutcome.answered(status: 429)

    @Test("each further overload doubles the rest, up to a minute")
    func escalation() {
        var pressure = QueuePressure()
        var now = start
        var rests: [Duration] = []
        for _ in 0..<8 {
            pressure.record(overload, began: now, now: now)
            let until = pressure.heldUntil ?? now
            rests.append(until - now)
            now = until
        }
        #expect(rests == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
    }

    @Test("answers to attempts of the same moment take one step only")
    func oneMoment() {
        var pressure = QueuePressure()
        for _ in 0..<50 { pressure.record(.answered(status: 503), began: start, now: start + .milliseconds(5)) }
        #expect(pressure.heldUntil == start + .milliseconds(1005))
    }

    @Test("Retry-After is obeyed up to ten minutes", arguments: [(30, 30), (86_400, 600), (0, 1)])
    func retryAfter(asked: Int, given: Int) {
        var pressure = QueuePressure()
        pressure.record(.answered(status: 503, retryAfter: .seconds(asked)), began: start, now: start)
        #expect(pressure.heldUntil == start + .seconds(given))
    }

    @Test("a success ends it, other failures do not cause it")
    func success() {
        var pressure = QueuePressure()
        pressure.record(.answered(status: 500), began: start, now: start)
        #expect(!pressure.isHolding(at: start))
        pressure.record(overload, began: start, now: start)
        #expect(pressure.isHolding(at: start))
        pressure.record(.answered(status: 200), began: start - .seconds(1), now: start)
        #expect(pressure.isHolding(at: start), "a success of before the overload says nothing")
        pressure.record(.answered(status: 200), began: start + .seconds(1), now: start + .seconds(1))
        #expect(!pressure.isHolding(at: start))
    }
}
