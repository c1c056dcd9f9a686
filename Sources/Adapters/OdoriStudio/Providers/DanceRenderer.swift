import Foundation
import OdoriDomain
import OdoriProcess
import SystemPackage

/// Renders a scene and a performance as a video: drawings on twos over a backdrop, a camera that never quite stands
/// still, 30 pictures a second.
struct DanceRenderer: Sendable {
    let tools: ToolRunner

    /// How much of the work is drawing; the rest is encoding.
    private static let drawingShare = 0.15

    /// Renders exactly `pictures` pictures into a new H.264 file in `scratch` and returns its path.
    ///
    /// - Parameters:
    ///   - sound: a file of sound to go with it; nil for none.
    ///   - progress: 0–1, as the work goes on.
    func render(
        _ scene: DanceScene,
        _ performance: Performance,
        pictures: Int,
        sound: FilePath? = nil,
        in scratch: FilePath,
        progress: @escaping @Sendable (Double) -> Void
    ) async throws -> FilePath {
        try Files.write(Data(scene.backdrop.document().utf8), to: scratch.appending("backdrop.svg"))
        let moments = performance.moments
        for (index, moment) in moments.enumerated() {
            try Task.checkCancellation()
            let digits = String(index)
            let name = "f" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".svg"
            try Files.write(Data(scene.frame(moment).utf8), to: scratch.appending(name))
            progress(Self.drawingShare * Double(index + 1) / Double(moments.count))
            await Task.yield()
        }
        let arguments = Self.arguments(pictures: pictures, seed: scene.backdrop.seed, sound: sound)
        let limit = Duration.seconds(120 + 2 * pictures)
        _ = try await tools.run(ToolCommand("ffmpeg", arguments, in: scratch, timeLimit: limit)) { line in
            guard line.hasPrefix("frame="), let done = Int(line.dropFirst(6).trimmingCharacters(in: .whitespaces))
            else { return }
            let share = Double(done) / Double(max(1, pictures))
            progress(min(1, Self.drawingShare + (1 - Self.drawingShare) * share))
        }
        return scratch.appending("dance.mp4")
    }

    /// A reference is as loud as songs are that people bring: the band's peaks are limited, at four times the rate.
    private static let mastering =
        "volume=5dB,aresample=192000,alimiter=limit=0.7:level=disabled:attack=1:release=60,aresample=48000"

    static func arguments(pictures: Int, seed: UInt64, sound: FilePath?) -> [String] {
        var arguments = ["-nostdin", "-v", "error", "-y", "-progress", "pipe:1", "-stats_period", "0.5"]
        arguments += [
            "-framerate", "30", "-f", "image2", "-pattern_type", "none", "-c:v", "librsvg", "-i", "backdrop.svg",
        ]
        arguments += ["-framerate", String(Performance.rate), "-f", "image2", "-c:v", "librsvg", "-i", "f%05d.svg"]
        if let sound { arguments += ["-i", sound.string] }
        arguments += ["-filter_complex", graph(seed: seed), "-map", "[out]"]
        arguments +=
            sound == nil
            ? ["-an"] : ["-map", "2:a", "-af", mastering, "-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2"]
        arguments += [
            "-frames:v", String(pictures), "-t", Decimal1.fine(Double(pictures) / Double(Frame.rate)), "-r",
            String(Frame.rate),
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-profile:v", "high", "-pix_fmt", "yuv420p",
            "-threads", "2", "-g", "30", "-keyint_min", "15", "-sc_threshold", "0", "-flags", "+cgop", "-x264-params",
            "rc-lookahead=4:sync-lookahead=0:sliced-threads=1",
            "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
            "-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart", "dance.mp4",
        ]
        return arguments
    }

    /// The backdrop is decoded once and held; the drawings are laid over it. Both move as a hand-held camera would
    /// see them, the farther one the more, so that no two pictures of a second are alike even while a drawing is
    /// held. The decoder of drawings hands out colours multiplied by their opacity, which `overlay` does not expect.
    private static func graph(seed: UInt64) -> String {
        var generator = SplitMix64(seed: seed, label: "camera")
        let start = Decimal1.fine(generator.number(in: 0...6))
        let colours = "scale=in_range=pc:out_range=tv:out_color_matrix=bt709"
        let left = Int(-Backdrop.left)
        let top = Int(-Backdrop.top)
        let far = "crop=1080:1920:x='\(left)+38*sin(t*0.95+\(start))':y='\(top)+30*sin(t*1.33+\(start))'"
        let margin = Int(DanceScene.margin)
        let near = "overlay=x='-\(margin)-9*sin(t*0.95+\(start))':y='-\(margin)-7*sin(t*1.33+\(start))'"
        return "[0:v]\(colours),format=yuv420p,loop=loop=-1:size=1,setpts=N,\(far)[far];"
            + "[1:v]format=gbrap,unpremultiply=inplace=1,\(colours),format=yuva420p,fps=\(Frame.rate)[near];"
            + "[far][near]\(near):format=yuv420:eof_action=repeat[out]"
    }
}
