import Foundation

/// The video that operations end with.
enum ResultVideo {
    struct Failed: Error {}

    /// A portrait of 1080×1920 at 30 a second in which everything moves, rendered once; encoded as an encoder does by itself: the
    /// index at the end, key pictures far apart, colours not named.
    static func make(seconds: Int, at path: String) throws -> String {
        guard !FileManager.default.fileExists(atPath: path) else { return path }
        let draft = "\(path).draft.mp4"
        let ffmpeg = Process()
        ffmpeg.executableURL = URL(filePath: "/usr/bin/env")
        ffmpeg.arguments =
            ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=270x480:rate=30"]
            + ["-t", "\(seconds)", "-vf", "scale=1080:1920:flags=neighbor,format=yuv420p"]
            + ["-c:v", "libx264", "-preset", "veryfast", draft]
        try ffmpeg.run()
        ffmpeg.waitUntilExit()
        guard ffmpeg.terminationStatus == 0 else { throw Failed() }
        try FileManager.default.moveItem(atPath: draft, toPath: path)
        return path
    }
}
