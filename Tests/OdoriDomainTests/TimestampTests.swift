import Foundation
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

    @Test("any instant is written as the system's own formatter writes it")
    func formatter() {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        // The formatter counts by the Julian calendar before October 1582.
        var milliseconds: Int64 = -12_219_292_800_000
        while milliseconds < 253_402_300_800_000 {
            let instant = Timestamp(milliseconds: milliseconds)
            let expected = Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1000).formatted(style)
            #expect(instant.rfc3339 == expected)
            #expect(Timestamp(rfc3339: expected) == instant)
            milliseconds += 86_400_000 * 1461 / 4 * 3 + 12_345_678_901
        }
    }

    @Test("leap days are days", arguments: ["2000-02-29T00:00:00.000Z", "2024-02-29T23:59:59.999Z"])
    func leapDays(_ text: String) throws {
        #expect(try #require(Timestamp(rfc3339: text)).rfc3339 == text)
    }

    @Test(
        "what is no instant is none",
        arguments: [
            "", "2026", "2026-02-07T10:00:00.000", "2026-13-07T10:00:00.000Z", "2026-02-07T10:0x:00.000Z",
            "yesterday, at around ten",
        ])
    func strangers(_ text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("a text without a fraction is an instant too")
    func withoutFraction() {
        #expect(Timestamp(rfc3339: "2026-02-07T10:00:00Z")?.rfc3339 == "2026-02-07T10:00:00.000Z")
    }
}
