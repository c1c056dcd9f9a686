import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore

/// What `/metrics` answers: figures of several sources, and of the process itself, in Prometheus' text format.
package enum MetricsPage {
    package static func response(_ parts: String...) -> Response {
        let text = (parts + [ProcessFigures.now.text]).joined()
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

/// What the system knows of this process and of the tools that it ran to their end: ffmpeg and the others.
struct ProcessFigures {
    var cpuSeconds: Double
    var residentBytes: Int
    var toolsCPUSeconds: Double
    /// The largest tool so far.
    var toolsPeakBytes: Int

    static var now: ProcessFigures {
        // The values of RUSAGE_SELF and RUSAGE_CHILDREN, whose types differ from system to system.
        let (own, tools) = (usage(0), usage(-1))
        return ProcessFigures(
            cpuSeconds: own.seconds, residentBytes: residentBytes ?? own.peakBytes, toolsCPUSeconds: tools.seconds,
            toolsPeakBytes: tools.peakBytes)
    }

    var text: String {
        let figures: [(String, String, String, String)] = [
            ("process_cpu_seconds_total", "counter", "CPU time of this process", "\(cpuSeconds)"),
            ("process_resident_memory_bytes", "gauge", "Memory of this process", "\(residentBytes)"),
            ("odori_tools_cpu_seconds_total", "counter", "CPU time of tools that have ended", "\(toolsCPUSeconds)"),
            ("odori_tools_peak_bytes", "gauge", "Memory of the largest tool so far", "\(toolsPeakBytes)"),
        ]
        return figures.map { "# HELP \($0.0) \($0.2)\n# TYPE \($0.0) \($0.1)\n\($0.0) \($0.3)\n" }.joined()
    }

    /// Pages, the second number of the file; nil where there is no such file.
    private static var residentBytes: Int? {
        // Figures are told as far as they are known.
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map {
            $0 * Int(sysconf(Int32(_SC_PAGESIZE)))
        }
    }

    private static func usage(_ whose: Int32) -> (seconds: Double, peakBytes: Int) {
        var usage = rusage()
        getrusage(whose, &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return (seconds(usage.ru_utime) + seconds(usage.ru_stime), Int(usage.ru_maxrss) * 1024)
    }
}
