import Foundation
import Logging
import OdoriDomain

/// One event, about to become a line.
struct LogLine {
    var time: Date
    var level: Logger.Level
    var label: String
    var message: String
    var metadata: [String: String]
    /// Where it belongs; nil = to no request.
    var trace: TraceParent?
    /// Whose traces they are.
    var project: String?

    /// `2026-02-07T10:00:00.000Z INFO    odori-api: message key=value`, control characters escaped.
    var text: String {
        let head = "\(stamp) \(level.rawValue.uppercased().padding(toLength: 8, withPad: " ", startingAt: 0))"
        let pairs = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.quoted($0.value))" }.joined()
        return "\(head) \(label): \(Self.escaped(message))\(pairs)"
    }

    /// What entries are found by: Cloud Logging keeps these as labels.
    private static let labels: Set<String> = ["job", "slot", "stage", "attempt", "reference"]

    /// `severity`, `time`, `message` and those with `logging.googleapis.com` are the names that Cloud Logging reads.
    var json: String {
        var members = metadata.filter { !Self.labels.contains($0.key) }
        members["severity"] = severity
        members["time"] = stamp
        members["logger"] = label
        members["message"] = message
        members["logging.googleapis.com/trace"] = trace.map {
            "\(project.map { "projects/\($0)/traces/" } ?? "")\($0.trace)"
        }
        members["logging.googleapis.com/spanId"] = trace?.span
        let entry = Entry(members: members, labels: metadata.filter { Self.labels.contains($0.key) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts always encode; were it otherwise, the plain line is better than none.
        guard let data = try? encoder.encode(entry) else { return text }
        return String(decoding: data, as: UTF8.self)
    }

    /// Texts, and beside them one member that holds texts.
    private struct Entry: Encodable {
        var members: [String: String]
        var labels: [String: String]

        struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }

            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Name.self)
            for (name, value) in members { try container.encode(value, forKey: Name(stringValue: name)) }
            guard !labels.isEmpty else { return }
            try container.encode(labels, forKey: Name(stringValue: "logging.googleapis.com/labels"))
        }
    }

    private var stamp: String {
        time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private var severity: String {
        switch level {
        case .trace, .debug: "DEBUG"
        case .info: "INFO"
        case .notice: "NOTICE"
        case .warning: "WARNING"
        case .error: "ERROR"
        case .critical: "CRITICAL"
        }
    }

    private static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\"") }
        return isPlain ? text : "\"\(escaped(text).replacing("\"", with: "\\\""))\""
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { line, scalar in
            switch scalar {
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            default:
                if scalar.properties.generalCategory == .control {
                    line += "\\u{\(String(scalar.value, radix: 16))}"
                } else {
                    line.unicodeScalars.append(scalar)
                }
            }
        }
    }
}
