import OdoriDomain
import Testing

@Suite("timestamps")
struct TimestampTests {
    @Test("every millisecond has its own text and comes back from it")
    func roundTrip() throws {
        for offset in 0..<2000 {
            let instant = Timestamp(milliseconds: 1_770_458_399_000 + Int64(offset))
            #expect(instant.rfc3339.hasSuffix(String(1000 + offset % 1000).dropFirst() + "Z"))
            #expect(Timestamp(rfc3339: instant.rfc3339) == instant)
        }
    }
}
