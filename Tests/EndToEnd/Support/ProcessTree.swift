import Foundation

/// The processes of this machine as `/proc` shows them.
enum ProcessTree {
    struct Entry: Hashable {
        var pid: Int32
        var parent: Int32
        var commandLine: String

        /// ffmpeg itself, not the shell that watches over it.
        var isEncoder: Bool { commandLine.hasPrefix("ffmpeg ") }

        /// Whether it still runs, also as an orphan under another parent.
        var isAlive: Bool { ProcessTree.entry(pid)?.commandLine == commandLine }
    }

    static func all() -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.compactMap(entry)
    }

    /// A living process; nil for one that is gone or a zombie.
    static func entry(_ pid: Int32) -> Entry? {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline"), !line.isEmpty
        else { return nil }
        // The name, in parentheses, may hold anything; state and parent follow it.
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 1, let parent = Int32(fields[1]) else { return nil }
        let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        return Entry(pid: pid, parent: parent, commandLine: words.joined(separator: " "))
    }

    /// The children of a process whose program has this name.
    static func children(of pid: Int32, named name: String) -> [Int32] {
        all().filter { $0.parent == pid && $0.commandLine.split(separator: " ").first?.hasSuffix("/\(name)") == true }
            .map(\.pid)
    }

    /// Everything that a process started, and what that started; nothing when there is no such process.
    static func below(_ pid: Int32?) -> [Entry] {
        let all = all()
        var found: [Entry] = []
        var parents = Set([pid].compactMap(\.self))
        while !parents.isEmpty {
            let children = all.filter { parents.contains($0.parent) }
            found += children
            parents = Set(children.map(\.pid))
        }
        return found
    }

    /// Processes that mention a text in their command line.
    static func mentioning(_ text: String) -> [Entry] {
        all().filter { $0.commandLine.contains(text) }
    }
}
