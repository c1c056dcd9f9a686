import Foundation

/// One measurement, for whoever runs this program to read.
struct Report: Encodable {
    var what: String
    var operations: Int
    var seconds: Double
    /// Of single operations, in milliseconds, where they were timed.
    var p50: Double?
    var p99: Double?
    /// What was resident at most before the first measurement, and until the end of this one, in MiB.
    var idleMemory: Double?
    var peakMemory: Double?

    enum CodingKeys: String, CodingKey {
        case what, operations, seconds, p50, p99
        case idleMemory = "idle_mib"
        case peakMemory = "peak_mib"
    }

    init(_ what: String, operations: Int, since begin: ContinuousClock.Instant, times: [Duration] = []) {
        self.what = what
        self.operations = operations
        seconds = Self.seconds(ContinuousClock.now - begin)
        guard !times.isEmpty else { return }
        let sorted = times.map(Self.seconds).sorted()
        p50 = sorted[sorted.count / 2] * 1000
        p99 = sorted[min(sorted.count - 1, sorted.count * 99 / 100)] * 1000
    }

    func write() throws {
        FileHandle.standardOutput.write(try JSONEncoder().encode(self) + Data("\n".utf8))
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
