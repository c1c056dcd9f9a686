package import Foundation

/// A video that people might put in, made here. What dances after it takes a third of the time.
package enum ShortDance {
    /// Five seconds of a test picture with a beat.
    ///
    /// - Parameter period: of the beat, in seconds.
    package static func make(_ file: URL, period: Double = 0.5) async throws {
        let picture = ["-f", "lavfi", "-i", "testsrc2=size=270x480:rate=30"]
        let sound = ["-f", "lavfi", "-i", "aevalsrc='0.8*sin(2*PI*70*t)*exp(-12*mod(t,\(period)))':s=48000"]
        let codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
        _ = try await Command.output(
            "/usr/bin/env",
            ["ffmpeg", "-nostdin", "-v", "error", "-y"] + picture + sound + ["-t", "5"] + codecs + [file.path])
    }
}
