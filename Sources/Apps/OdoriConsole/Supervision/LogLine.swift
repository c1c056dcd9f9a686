import Foundation

/// Reads the severity of a log line, whichever of the two formats it has.
enum LogLine {
    private static let severities: Set<String> = ["warning", "error", "critical"]

    /// The line tells of something that people should see at once.
    static func isWarning(_ line: String) -> Bool {
        if line.hasPrefix("{") {
            guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line.utf8)) else { return false }
            return severities.contains((entry.level ?? entry.severity ?? "").lowercased())
        }
        return line.split(separator: " ", maxSplits: 3).prefix(3).contains { word in
            severities.contains(word.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]:")))
        }
    }

    private struct Entry: Decodable {
        var level: String?
        var severity: String?
    }
}
