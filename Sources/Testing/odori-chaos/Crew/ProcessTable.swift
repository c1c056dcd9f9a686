import Foundation

/// The processes of this machine as `/proc` shows them.
struct ProcessTable: Sendable {
    struct Entry: Sendable, Hashable {
        var pid: Int32
        var parent: Int32
        /// Clock ticks since the machine's start: a process is known by its pid and this.
        var born: String
        var commandLine: String

        /// ffmpeg itself, not the shell that watches over it.
        var isEncoder: Bool { commandLine.hasPrefix("ffmpeg ") }
    }

    let entries: [Int32: Entry]

    /// Reads the table; zombies are left out.
    static func read() -> ProcessTable {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let found = names.compactMap { Int32($0) }.compactMap(entry)
        return ProcessTable(entries: Dictionary(found.map { ($0.pid, $0) }, uniquingKeysWith: { first, _ in first }))
    }

    private static func entry(_ pid: Int32) -> Entry? {
        guard let stat = contents("\(pid)/stat"), let line = contents("\(pid)/cmdline") else { return nil }
        // The name, in parentheses, may hold anything; state, parent and the rest follow it.
        let fields = String(decoding: stat, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 19, fields[0] != "Z", let parent = Int32(fields[1]) else { return nil }
        let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        return Entry(pid: pid, parent: parent, born: String(fields[19]), commandLine: words.joined(separator: " "))
    }

    /// Everything that a process started, and what that started.
    func below(_ pid: Int32?) -> [Entry] {
        var found: [Entry] = []
        var parents = Set([pid].compactMap(\.self))
        while !parents.isEmpty {
            let children = entries.values.filter { parents.contains($0.parent) }
            found += children
            parents = Set(children.map(\.pid))
        }
        return found.sorted { $0.pid < $1.pid }
    }

    /// Processes that carry a mark in their environment.
    func marked(_ mark: String) -> [Entry] {
        let needle = Data(mark.utf8)
        return entries.values.filter { entry in
            Self.contents("\(entry.pid)/environ")?.range(of: needle) != nil
        }
    }

    /// Nil when there is nothing, or no such process. Not by Foundation's reading of whole files: of one that turns out to be empty, as a
    /// kernel thread's are, that leaves a page behind, several hundred megabytes in an hour.
    private static func contents(_ path: String) -> Data? {
        guard let file = FileHandle(forReadingAtPath: "/proc/\(path)") else { return nil }
        defer { try? file.close() }
        guard let data = try? file.readToEnd(), !data.isEmpty else { return nil }
        return data
    }
}
