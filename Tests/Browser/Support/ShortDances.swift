import Foundation
import Testing

/// Five seconds of a test picture with a beat, three times differently: dances that are made after them take a third of the time.
enum ShortDances {
    /// Adds them as an owner would at the terminal, and waits until they can be danced to.
    static func add(to base: String, key: String, in directory: String) throws {
        for (number, period) in [0.45, 0.5, 0.55].enumerated() {
            let video = "\(directory)/dance-\(number).mp4"
            try Media.ffmpeg([
                "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=270x480:rate=30", "-f", "lavfi", "-i",
                "aevalsrc='0.8*sin(2*PI*70*t)*exp(-12*mod(t,\(period)))':s=48000", "-t", "5", "-c:v", "libx264",
                "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", video,
            ])
            let process = Process()
            process.executableURL = Server.program("odori")
            process.arguments = ["references", "add", video, "--rights", "owned", "--adults-only", "--url", base]
            process.environment = ProcessInfo.processInfo.environment.merging(["PIPELINE_API_KEY": key]) { $1 }
            process.standardInput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0, "\(video) is not taken")
        }
    }
}
