import OdoriConsole
import Testing

@Suite("Back-off")
struct BackOffTests {
    @Test("doubles from 0.2 s up to 10 s")
    func doubles() {
        var backOff = BackOff()
        let waits = (0..<8).map { _ in backOff.wait(afterLiving: .seconds(1)) }
        #expect(waits == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10].map { .milliseconds($0 * 1000) })
    }

    @Test("begins anew after a healthy minute, and not before")
    func healthy() {
        var backOff = BackOff()
        _ = backOff.wait(afterLiving: .zero)
        #expect(backOff.wait(afterLiving: .seconds(59)) == .milliseconds(400))
        #expect(backOff.wait(afterLiving: .seconds(60)) == .milliseconds(200))
        #expect(backOff.wait(afterLiving: .zero) == .milliseconds(400))
    }
}
