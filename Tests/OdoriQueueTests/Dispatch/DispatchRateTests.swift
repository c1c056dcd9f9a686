import Testing

@testable import OdoriQueue

@Suite("dispatches a second")
struct DispatchRateTests {
    private func settings(_ rate: Double) -> QueueSettings {
        QueueSettings(maxDispatchesPerSecond: rate, maxConcurrentDispatches: 1000, retry: .serviceDefault)
    }

    private func instant(_ milliseconds: Int64) -> Timestamp {
        Timestamp(microseconds: milliseconds * 1000)
    }

    @Test("a fifth of a second's worth goes at once, then one after the other")
    func burst() {
        var rate = DispatchRate()
        let ten = settings(10)
        let first = [0, 0, 0, 99].map { rate.take(ten, at: instant($0)) }
        #expect(first == [true, true, false, false])
        #expect(rate.opensAt(ten, now: instant(99)) == instant(100))
        let then = [100, 150, 10_000, 10_000, 10_000].map { rate.take(ten, at: instant($0)) }
        #expect(then == [true, false, true, true, false])
    }

    @Test("less than one a second is one after the other too, and the most that can be asked for is no limit")
    func extremes() {
        var slow = DispatchRate()
        let taken = [0, 1999].map { slow.take(settings(0.5), at: instant($0)) }
        #expect(taken == [true, false])
        #expect(slow.opensAt(settings(0.5), now: instant(1999)) == instant(2000))
        let last = slow.take(settings(0.5), at: instant(2000))
        #expect(last)
        var fast = DispatchRate()
        let isNeverHeld = (0..<10_000).allSatisfy { _ in fast.take(settings(500), at: instant(0)) }
        #expect(isNeverHeld)
        #expect(fast.opensAt(settings(500), now: instant(0)) == nil)
    }
}
