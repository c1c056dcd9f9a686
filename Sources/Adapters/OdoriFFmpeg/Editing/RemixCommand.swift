import OdoriDomain
import OdoriPorts
import SystemPackage

/// Renders a remix: the plan's pictures, the reference's sound as it is.
enum RemixCommand {
    /// - Parameter clips: the order's, as a cut reads them.
    static func make(
        _ order: RemixOrder, clips: [StageID: CutClip], into file: FilePath
    ) throws(OdoriError) -> FFmpegCommand {
        let cut = try CutGraph(order.plan, clips: clips, label: "v")
        var command = FFmpegCommand(inputs: cut.inputs, graph: cut.chains, output: ["-map", "[v]"] + Encoding.video)
        if let sound = order.sound {
            let chain = SoundFilter.stretch(
                from: Frame.seconds(at: order.plan.referenceStart),
                seconds: Frame.seconds(at: order.plan.length)
            )
            command.graph.append("[\(command.inputs.count):a:0]\(chain)[a]")
            command.inputs.append(.init(sound))
            command.output += ["-map", "[a]"] + Encoding.audio
        }
        command.output += Encoding.mp4(file)
        return command
    }
}
