import OdoriDomain
import OdoriPorts
import SystemPackage

/// Draws a timeline: the contact sheet's pictures in a row, the sound below them, marks over both.
enum TimelineCommand {
    static let width = 1800
    private static let pictureWidth = width / (StillsFilter.columns * StillsFilter.rows)
    private static let pictureHeight = pictureWidth * Frame.height / Frame.width / 2 * 2
    private static let waveHeight = 200
    static let height = pictureHeight + waveHeight

    static func make(
        of video: FilePath, contactSheet: FilePath, _ marks: TimelineMarks, into file: FilePath
    ) -> FFmpegCommand {
        let count = StillsFilter.columns * StillsFilter.rows
        let split = "[0:v]split=\(count)" + (0..<count).map { "[all\($0)]" }.joined()
        let cells = (0..<count).map { number in
            let (x, y) = StillsFilter.place(number)
            return """
                [all\(number)]crop=\(StillsFilter.width):\(StillsFilter.height):\(x):\(y),\
                scale=\(pictureWidth):\(pictureHeight):flags=area,format=rgb24[cell\(number)]
                """
        }
        let row = (0..<count).map { "[cell\($0)]" }.joined() + "hstack=\(count)[row]"
        let wave = """
            color=0x141418:s=\(width)x\(waveHeight):r=1:d=1,format=rgb24[ground];\
            [1:a:0]aformat=channel_layouts=mono,showwavespic=s=\(width)x\(waveHeight):colors=0x5ac8fa:scale=sqrt[wave];\
            [ground][wave]overlay=format=rgb,format=rgb24[sound]
            """
        let drawn = ["vstack"] + boxes(marks)
        return FFmpegCommand(
            inputs: [.init(contactSheet), .init(video)],
            graph: [split] + cells + [row, wave, "[row][sound]\(drawn.joined(separator: ","))[p]"],
            output: ["-map", "[p]"] + Encoding.png(file)
        )
    }

    /// Beats are thin lines on the sound, the drop a yellow one, cuts go through everything.
    private static func boxes(_ marks: TimelineMarks) -> [String] {
        func box(_ time: Double, _ thickness: Int, from y: Int, _ colour: String) -> String? {
            guard (0...marks.seconds).contains(time), marks.seconds > 0 else { return nil }
            let x = max(0, min(width - thickness, Int(time / marks.seconds * Double(width)) - thickness / 2))
            return "drawbox=x=\(x):y=\(y):w=\(thickness):h=\(height - y):c=\(colour):t=fill"
        }
        return marks.beats.compactMap { box($0, 2, from: pictureHeight, "white@0.35") }
            + [marks.drop].compactMap { $0 }.compactMap { box($0, 6, from: pictureHeight, "0xffd60a@0.9") }
            + marks.cuts.compactMap { box($0, 4, from: 0, "0xff375f") }
    }
}

/// Draws a preview: small, ten pictures a second, over and over.
enum PreviewCommand {
    static let seconds = 6
    static let rate = 10

    static func make(of video: FilePath, into file: FilePath) -> FFmpegCommand {
        FFmpegCommand(
            inputs: [.init(video, options: ["-threads", "1", "-t", "\(seconds)"])],
            graph: ["[0:v:0]fps=\(rate),scale=\(Frame.width / 4):\(Frame.height / 4):flags=area[p]"],
            output: [
                "-map", "[p]", "-c:v", "libwebp_anim", "-quality", "60", "-compression_level", "2", "-loop", "0", "-f",
                "webp", InputGuard.address(of: file),
            ]
        )
    }
}
