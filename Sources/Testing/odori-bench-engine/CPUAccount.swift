import Foundation
import OdoriDomain

/// What this process and one child used between two moments.
struct CPUAccount: Sendable {
    struct Cost: Encodable, Sendable {
        var wallSeconds: Double
        /// User and system time, of both processes.
        var cpuSeconds: Double
        /// The child's part of it.
        var queueCPUSeconds: Double
        /// What others used of the machine meanwhile.
        var otherCPUSeconds: Double
        /// The one-minute load average at the beginning.
        var loadBefore: Double

        enum CodingKeys: String, CodingKey {
            case wallSeconds = "wall_s"
            case cpuSeconds = "cpu_s"
            case queueCPUSeconds = "queue_cpu_s"
            case otherCPUSeconds = "other_cpu_s"
            case loadBefore = "load_before"
        }
    }

    private struct Reading {
        var own: Double
        var child: Double
        var machine: Double
    }

    private let child: Int32
    private let begin = ContinuousClock.now
    private let before: Reading
    private let load: Double

    init(child: Int32) throws {
        self.child = child
        before = try Self.read(child)
        load = try Self.fields(of: "/proc/loadavg").first.flatMap { Double($0) } ?? 0
    }

    func end() throws -> Cost {
        let wall = (ContinuousClock.now - begin).inSeconds
        let after = try Self.read(child)
        let own = after.own - before.own
        let queue = after.child - before.child
        return Cost(
            wallSeconds: rounded(wall), cpuSeconds: rounded(own + queue), queueCPUSeconds: rounded(queue),
            otherCPUSeconds: rounded(max(0, after.machine - before.machine - own - queue)), loadBefore: load)
    }

    private static func read(_ child: Int32) throws -> Reading {
        let machine = try fields(of: "/proc/stat").dropFirst().prefix(8).compactMap { Double($0) }
        // user, nice, system, then idle and waiting for disks, then interrupts.
        let busy = machine.enumerated().filter { ![3, 4, 7].contains($0.offset) }.reduce(0) { $0 + $1.element }
        return Reading(own: try seconds(of: "self"), child: try seconds(of: "\(child)"), machine: busy / ticksPerSecond)
    }

    private static func seconds(of process: String) throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        // The name in brackets may hold anything; the numbers follow its end.
        let rest = text.suffix(from: text.lastIndex(of: ")") ?? text.startIndex).split(separator: " ")
        return rest.dropFirst(12).prefix(2).compactMap { Double($0) }.reduce(0, +) / ticksPerSecond
    }

    private static func fields(of file: String) throws -> [Substring] {
        try String(contentsOfFile: file, encoding: .utf8).prefix { $0 != "\n" }.split(separator: " ")
    }

    private static let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
}
