import SystemPackage

/// Puts a finished sound under a finished video: both are copied packet by packet.
enum SoundtrackCommand {
    static func make(_ video: FilePath, sound: FilePath, into file: FilePath) -> FFmpegCommand {
        FFmpegCommand(
            inputs: [.init(video), .init(sound)],
            output: ["-map", "0:v:0", "-map", "1:a:0", "-c", "copy"] + Encoding.mp4(file)
        )
    }
}
