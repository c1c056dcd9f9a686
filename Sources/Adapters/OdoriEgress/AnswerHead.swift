import Foundation

/// What we want to know of an answer's head.
struct AnswerHead: Sendable {
    private var fields: [String: String] = [:]
    private static let wanted: Set<String> = ["etag", "last-modified", "retry-after"]

    /// Takes the next line; a status line begins a new head.
    mutating func read(_ line: String) {
        guard !line.hasPrefix("HTTP/") else { return fields = [:] }
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased()
        guard Self.wanted.contains(name) else { return }
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
        guard value.utf8.count <= 256, value.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else { return }
        fields[name] = value
    }

    /// What names this very version of the body, so that the rest of it can be asked for; nil when nothing does.
    ///
    /// A weak tag or a bare time may name two versions.
    var version: String? {
        guard let tag = fields["etag"], tag.hasPrefix("\"") else { return nil }
        return tag
    }

    var retryAfter: String? { fields["retry-after"] }
}
