import Testing

@testable import OdoriQueue

@Suite("Bursts")
struct BurstTests {
    @Test("a burst is spread over moments, and quick attempts make room at once")
    func spreading() {
        let now = ManualTime.start
        var burst = Burst()
        let width = burst.room(at: now)
        for id in 0..<width { burst.start(Int64(id), at: now) }
        let whenFull = burst.room(at: now)
        #expect(whenFull == 0)
        #expect(burst.opensAt == now + .milliseconds(20))
        burst.end(3)
        let afterOne = burst.room(at: now)
        #expect(afterOne == 1)
        burst.start(3, at: now + .milliseconds(1))
        let afterMoment = burst.room(at: now + .milliseconds(20))
        #expect(afterMoment == width - 1)
    }
}
