import OdoriDomain
import OdoriPorts
import SystemPackage

/// Renders a deliverable in one encode: the plan's pictures from the dances themselves, stickers over them. A remix of the same
/// plan comes out of the same decoding.
enum MasterCommand {
    /// Pixels between a sticker and the frame.
    static let margin = 20
    /// Parts of the frame's width.
    static let chibiWidth = 0.36
    static let nameWidth = 0.30
    static let logoWidth = 0.18

    /// - Parameters:
    ///   - clips: the order's, as a cut reads them.
    ///   - stickers: with transparent ground and final size (`StickerCutter`); nil for a clean deliverable.
    ///   - caption: a `CaptionScript`.
    ///   - sound: the finished sound, whose packets are copied.
    static func make(
        _ order: MasterOrder,
        clips: [StageID: CutClip],
        stickers: MasterOrder.Stickers?,
        caption: FilePath? = nil,
        sound: FilePath,
        by encoder: VideoEncoder = .software,
        into file: FilePath
    ) throws(OdoriError) -> FFmpegCommand {
        let cut = try CutGraph(order.plan, clips: clips, label: "plain")
        var command = FFmpegCommand(inputs: cut.inputs, graph: cut.chains)
        if let bare = order.bare {
            command.graph.append("[plain]split[bare][under]")
            command.encode("bare", by: encoder)
            RemixCommand.addSound(bare.sound, of: order.plan, to: &command)
            command.output += Encoding.mp4(bare.file)
        }
        var pictures = order.bare == nil ? "plain" : "under"
        func lay(_ chains: [String], _ label: String) {
            command.graph += chains
            pictures = label
        }
        if let stickers {
            let first = command.inputs.count
            command.inputs += [FFmpegCommand.Input(stickers.chibi), FFmpegCommand.Input(stickers.name)]
            lay(
                [
                    "[\(first):v]\(yuv)[chibi]",
                    "[\(first + 1):v]\(yuv)[name]",
                    "[\(pictures)][chibi]overlay=x=\(margin):y=H-h-\(margin):format=yuv420[half]",
                    "[half][name]overlay=x=W-w-\(margin):y=\(margin):format=yuv420,format=yuv420p[marked]",
                ], "marked")
        }
        if let logo = order.logo {
            let width = Int((Double(Frame.width) * logoWidth).rounded())
            let sized = "[\(command.inputs.count):v:0]scale=w=\(width):h=-2:flags=area,\(yuv)[logo]"
            command.inputs.append(FFmpegCommand.Input(logo))
            let over = "[\(pictures)][logo]overlay=x=\(margin):y=\(margin):format=yuv420,format=yuv420p[signed]"
            lay([sized, over], "signed")
        }
        if let caption {
            lay(["[\(pictures)]ass=filename=\(FilterPath.quoted(caption.string)):shaping=complex[told]"], "told")
        }
        command.encode(pictures, by: encoder)
        command.output += ["-map", "\(command.inputs.count):a:0", "-c:a", "copy"] + Encoding.mp4(file)
        command.inputs.append(.init(sound))
        return command
    }

    /// The matrix must be named: left alone, ffmpeg turns RGB into bt601 and the stickers' colours shift.
    private static let yuv = "scale=out_color_matrix=bt709:out_range=tv,format=yuva420p"
}
