import Foundation

/// What the kernel counts of this process.
enum ProcessMemory {
    private struct Unknown: Error {}

    /// The most that was resident at any moment, in MiB.
    static func peak() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        guard let kibibytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Double($0) }) else {
            throw Unknown()
        }
        return kibibytes / 1024
    }
}
