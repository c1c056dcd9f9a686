import OdoriDomain
import SystemPackage

/// Makes a reference's working copy.
enum NormaliseCommand {
    static func make(
        _ video: FilePath, _ usable: UsableVideo, by encoder: VideoEncoder = .software, into output: FilePath
    ) -> FFmpegCommand {
        let seconds = Frame.seconds(at: usable.pictures).filterText
        // A last picture that ends a little early is held: the copy has exactly the pictures that were counted.
        let pictures = """
            [0:v:0]\(FramingFilter.chain(usable.stream, facts: usable.facts)),\
            tpad=stop_mode=clone:stop_duration=1,trim=end_frame=\(usable.pictures),setpts=N/\(Frame.rate)/TB[v]
            """
        let sound = "[0:a:0]\(SoundFilter.stereo),apad,atrim=end=\(seconds)[a]"
        var command = FFmpegCommand(
            inputs: [
                .init(
                    video,
                    options: ["-threads", "2", "-t", "\(Int(Frame.longestReferenceSeconds) + 1)"],
                    foreign: usable.container
                )
            ],
            graph: usable.facts.hasAudio ? [pictures, sound] : [pictures])
        command.encode("v", by: encoder)
        command.output += (usable.facts.hasAudio ? ["-map", "[a]"] + Encoding.audio : []) + Encoding.mp4(output)
        return command
    }

    static func firstPicture(of video: FilePath, into file: FilePath) -> FFmpegCommand {
        FFmpegCommand(
            inputs: [.init(video, options: ["-threads", "1"])],
            output: ["-map", "0:v:0"] + Encoding.png(file)
        )
    }
}
