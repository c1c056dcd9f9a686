import OdoriDomain
import SystemPackage

/// Brings a sticker on green to its final size, as PNG with transparency.
struct StickerCutter: Sendable {
    let tool: FFmpegTool

    /// - Parameter directory: for files in between.
    func cut(_ sticker: FilePath, width: Int, in directory: FilePath, into file: FilePath) async throws {
        let (green, clear) = (directory.appending("sticker.rgb"), directory.appending("sticker.rgba"))
        // Keyed at twice the final size: what is left of an edge's error is halved.
        try await tool.run(Self.read(sticker, width: 2 * width, into: green))
        let key = StickerKey(rgb: try FileBytes.read(green), width: 2 * width)
        let pixels = key.halved()
        guard !pixels.isEmpty else { throw OdoriError(.mediaInvalid, "the sticker has no picture") }
        try FileBytes.write(pixels, to: clear)
        try await tool.run(Self.encode(clear, width: width, height: pixels.count / (4 * width), into: file))
    }

    private static func read(_ sticker: FilePath, width: Int, into file: FilePath) -> FFmpegCommand {
        FFmpegCommand(
            inputs: [.init(sticker)],
            graph: ["[0:v:0]scale=w=\(width):h=-2:flags=area,format=rgb24[s]"],
            output: ["-map", "[s]", "-frames:v", "1", "-f", "rawvideo", InputGuard.address(of: file)]
        )
    }

    private static func encode(_ pixels: FilePath, width: Int, height: Int, into file: FilePath) -> FFmpegCommand {
        let raw = ["-f", "rawvideo", "-pixel_format", "rgba", "-video_size", "\(width)x\(height)"]
        return FFmpegCommand(inputs: [.init(pixels, options: raw)], output: Encoding.png(file))
    }
}
