import Testing

@testable import OdoriConsole

@Suite("Log lines")
struct LogLineTests {
    @Test(
        "warnings and worse are told from the rest, in either format",
        arguments: [
            ("2026-02-07T10:00:00.000Z WARNING  odori-api: slow", true),
            ("2026-02-07T10:00:00.000Z ERROR    odori-api: broken", true),
            ("2026-02-07T10:00:00+0000 critical odori-queue: [Mod] gone", true),
            ("2026-02-07T10:00:00.000Z INFO     odori-api: no error here", false),
            ("2026-02-07T10:00:00.000Z NOTICE   odori-api: warning", false),
            (#"{"severity":"ERROR","message":"x"}"#, true),
            (#"{"level":"warning","message":"x"}"#, true),
            (#"{"severity":"INFO","message":"ERROR"}"#, false),
            ("{ not JSON", false),
            ("", false),
        ]
    )
    func severity(line: String, isWarning: Bool) {
        #expect(LogLine.isWarning(line) == isWarning)
    }
}
