import Foundation
import Logging
import Synchronization
import Testing

@testable import OdoriSettings

@Suite("Log lines")
struct LogLineTests {
    private static let time = Date(timeIntervalSince1970: 1_770_458_400)

    @Test("a text line holds time, level, label, message and metadata")
    func text() {
        let lines = lines(.text) { logger in
            logger.warning("a job is late", metadata: ["job": "42", "why": "no worker"])
        }
        #expect(lines == ["2026-02-07T10:00:00.000Z WARNING  test: a job is late job=42 why=\"no worker\""])
    }

    @Test("a JSON line has the names that Cloud Logging reads")
    func json() throws {
        let lines = lines(.json) { $0.critical("gone", metadata: ["message": "not this", "job": "42"]) }
        let line = try #require(lines.first)
        let members = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        #expect(
            members == [
                "severity": "CRITICAL", "time": "2026-02-07T10:00:00.000Z", "logger": "test", "message": "gone",
                "job": "42",
            ]
        )
    }

    @Test("nothing that is logged can begin a line of its own", arguments: [Settings.LogFormat.text, .json])
    func oneLine(format: Settings.LogFormat) {
        let lines = lines(format) { logger in
            logger.info("two\nlines\u{1b}[2J", metadata: ["path": "/a\r\nINFO forged \"x\""])
        }
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } })
    }

    @Test("what lies under the level is left out")
    func level() {
        #expect(lines(.text) { $0.debug("quiet") }.isEmpty)
    }

    private func lines(_ format: Settings.LogFormat, _ body: (Logger) -> Void) -> [String] {
        let sink = Sink()
        let logger = Logger(label: "test") { label in
            LineLogHandler(label: label, format: format, level: .info, now: { Self.time }, write: sink.append)
        }
        body(logger)
        return sink.lines.withLock { $0 }
    }

    private final class Sink: Sendable {
        let lines = Mutex<[String]>([])

        @Sendable func append(_ line: String) {
            lines.withLock { $0.append(line) }
        }
    }
}
