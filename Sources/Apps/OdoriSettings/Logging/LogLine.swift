import Foundation
import Logging

/// One event, about to become a line.
struct LogLine {
    var time: Date
    var level: Logger.Level
    var label: String
    var message: String
    var metadata: [String: String]

    /// `2026-02-07T10:00:00.000Z INFO    odori-api: message key=value`, control characters escaped.
    var text: String {
        let head = "\(stamp) \(level.rawValue.uppercased().padding(toLength: 8, withPad: " ", startingAt: 0))"
        let pairs = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.quoted($0.value))" }.joined()
        return "\(head) \(label): \(Self.escaped(message))\(pairs)"
    }

    /// `severity`, `time` and `message` are the names that Cloud Logging reads.
    var json: String {
        var members = metadata
        members["severity"] = severity
        members["time"] = stamp
        members["logger"] = label
        members["message"] = message
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts always encode; were it otherwise, the plain line is better than none.
        guard let data = try? encoder.encode(members) else { return text }
        return String(decoding: data, as: UTF8.self)
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
