import Foundation

/// The video that operations end with.
enum ResultVideo {
    struct Failed: Error {}

    /// A portrait of 1080×1920 at 30 a second in which everything moves, rendered once.
    static func make(seconds: Int, at path: String) throws -> String {
        guard !FileManager.default.fileExists(atPath: path) else { return path }
        let draft = "\(path).draft.mp4"
        let ffmpeg = Process()
        ffmpeg.executableURL = URL(filePath: "/usr/bin/env")
        ffmpeg.arguments =
            ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=270x480:rate=30"]
            + ["-t", "\(seconds)", "-vf", "scale=1080:1920:flags=neighbor:out_color_matrix=bt709,format=yuv420p"]
            + ["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-g", "30", "-bf", "0"]
            + ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"]
            + ["-movflags", "+faststart", draft]
        try ffmpeg.run()
        ffmpeg.waitUntilExit()
        guard ffmpeg.terminationStatus == 0 else { throw Failed() }
        try FileManager.default.moveItem(atPath: draft, toPath: path)
        return path
    }
}
