import Foundation

/// The live processes of this machine as `/proc` shows them.
enum ProcessTable {
    struct Entry {
        var pid: Int
        var parent: Int
        var state: Character
    }

    /// Processes whose command line holds a text; zombies have none.
    static func running(_ marker: String) -> [Int] {
        pids().filter { pid in
            guard let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else { return false }
            return String(decoding: line, as: UTF8.self).contains(marker)
        }
    }

    /// Children of this process that ended and were not waited for.
    static func zombies() -> [Int] {
        pids().compactMap(entry).filter { $0.state == "Z" && $0.parent == Int(getpid()) }.map(\.pid)
    }

    static func openDescriptors() -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? -1
    }

    /// Waits until a condition holds; false when it did not within the limit.
    static func eventually(within limit: Duration, _ condition: () -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return condition()
    }

    private static func pids() -> [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int($0) }
    }

    private static func entry(_ pid: Int) -> Entry? {
        guard let bytes = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let close = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: close)...].split(separator: " ")
        guard fields.count > 1, let state = fields[0].first, let parent = Int(fields[1]) else { return nil }
        return Entry(pid: pid, parent: parent, state: state)
    }
}
