import OdoriDomain
import SystemPackage

/// Takes stills from a finished video.
enum StillsCommand {
    static let columns = 4
    static let rows = 3
    static let gap = 8

    static func poster(of video: FilePath, at seconds: Double, into file: FilePath) -> FFmpegCommand {
        FFmpegCommand(
            inputs: [.init(video, options: ["-threads", "1", "-ss", max(0, seconds).filterText])],
            graph: ["[0:v:0]\(rgb)[p]"],
            output: ["-map", "[p]"] + Encoding.png(file)
        )
    }

    /// Twelve pictures, each from the middle of its twelfth of the video.
    static func contactSheet(of video: FilePath, pictures: Int, into file: FilePath) -> FFmpegCommand {
        let cells = columns * rows
        let chosen = (0..<cells).map { "eq(n,\(pictures * (2 * $0 + 1) / (2 * cells)))" }.joined(separator: "+")
        let sheet = """
            [0:v:0]select='\(chosen)',scale=w=\(width):h=\(height):flags=area,\(rgb),\
            tile=layout=\(columns)x\(rows):padding=\(gap):margin=\(gap):color=0x141418[p]
            """
        return FFmpegCommand(
            inputs: [.init(video, options: ["-threads", "1"])],
            graph: [sheet],
            output: ["-map", "[p]"] + Encoding.png(file)
        )
    }

    /// The size of a picture in the sheet.
    static let width = (Frame.width - (columns + 1) * gap) / columns / 2 * 2
    static let height = width * Frame.height / Frame.width / 2 * 2

    /// Where a picture stands in the sheet.
    static func place(_ number: Int) -> (x: Int, y: Int) {
        (gap + number % columns * (width + gap), gap + number / columns * (height + gap))
    }

    private static let rgb = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc,format=rgb24"
}
