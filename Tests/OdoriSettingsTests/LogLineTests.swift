import OdoriJSON
import Foundation
import Logging
import OdoriDomain
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
        let lines = lines(.json) { $0.critical("gone", metadata: ["message": "not this", "why": "42"]) }
        let line = try #require(lines.first)
        let members = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        #expect(
            members == [
                "severity": "CRITICAL", "time": "2026-02-07T10:00:00.000Z", "logger": "test", "message": "gone",
                "why": "42",
            ]
        )
    }

    @Test("a JSON line names the work that it is about as labels, and its trace")
    func labels() throws {
        let job = try #require(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000"))
        let context = WorkContext.current.with { context in
            context.subject = .run(RunID(job: job, slot: Slot(2)))
            context.stage = .dance(1)
            context.attempt = 3
            context.trace = TraceParent(of: job)
        }
        let logged = WorkContext.$current.withValue(context) { self.lines(.json) { $0.info("begun") } }
        let line = try JSONDecoder().decode(JSONValue.self, from: Data(try #require(logged.first).utf8))
        let trace = "projects/p1/traces/550e8400e29b41d4a716446655440000"
        #expect(line["logging.googleapis.com/trace"] == .string(trace))
        #expect(line["logging.googleapis.com/spanId"] == .string("a716446655440000"))
        let labels = line["logging.googleapis.com/labels"]
        #expect(labels?["job"] == .string("\(job)"))
        #expect(labels?["slot"] == .string("2"))
        #expect(labels?["stage"] == .string("dance_1"))
        #expect(labels?["attempt"] == .string("3"))
        #expect(line["job"] == nil)
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
            LineLogHandler(
                label: label, format: format, level: .info, project: "p1", now: { Self.time }, write: sink.append)
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
