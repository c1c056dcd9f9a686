import OdoriDomain
import OdoriPorts
import SystemPackage

/// Renders a remix: the plan's pictures, the reference's sound as it is.
enum RemixCommand {
    /// - Parameter clips: the order's, as a cut reads them.
    static func make(
        _ order: RemixOrder, clips: [StageID: CutClip], by encoder: VideoEncoder = .software, into file: FilePath
    ) throws(OdoriError) -> FFmpegCommand {
        let cut = try CutGraph(order.plan, clips: clips, label: "v")
        var command = FFmpegCommand(inputs: cut.inputs, graph: cut.chains)
        command.encode("v", by: encoder)
        addSound(order.sound, of: order.plan, to: &command)
        command.output += Encoding.mp4(file)
        return command
    }

    /// The reference's sound under the plan's pictures, as it is.
    static func addSound(_ sound: FilePath?, of plan: EditPlan, to command: inout FFmpegCommand) {
        guard let sound else { return }
        let chain = SoundFilter.stretch(
            from: Frame.seconds(at: plan.referenceStart), seconds: Frame.seconds(at: plan.length))
        command.graph.append("[\(command.inputs.count):a:0]\(chain)[a]")
        command.inputs.append(.init(sound))
        command.output += ["-map", "[a]"] + Encoding.audio
    }
}
