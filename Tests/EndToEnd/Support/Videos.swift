import Foundation
import OdoriJudges

/// Videos that people might put in, made here.
enum Videos {
    /// A few seconds of a test picture with a beat.
    static func make(_ file: URL) async throws {
        _ = try await Command.output(
            "/usr/bin/env",
            [
                "ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=270x480:rate=30", "-f",
                "lavfi", "-i", "aevalsrc='0.8*sin(2*PI*70*t)*exp(-12*mod(t,0.5))':s=48000", "-t", "5", "-c:v",
                "libx264",
                "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", file.path,
            ])
    }
}
