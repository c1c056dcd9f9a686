import OdoriDomain
import OdoriProcess

/// Tells whether an encoder that was asked for works on this machine.
enum HardwareEncoder {
    /// Encodes a moment of nothing.
    static func trial(_ encoder: VideoEncoder) -> FFmpegCommand {
        var command = FFmpegCommand(graph: ["color=s=256x256:r=\(Frame.rate):d=0.2,format=yuv420p[black]"])
        command.encode("black", by: encoder)
        command.output += ["-f", "null", "-"]
        return command
    }

    /// - Throws: `tool_missing` (permanent) with what ffmpeg said when it does not.
    static func require(_ encoder: VideoEncoder, _ tool: FFmpegTool, by trial: FFmpegCommand? = nil) async throws {
        guard encoder != .software else { return }
        do {
            try await tool.run(trial ?? Self.trial(encoder), timeLimit: .seconds(30))
        } catch let error as OdoriError where error.code == .toolFailed {
            throw OdoriError(
                .toolMissing, "the encoder \(encoder.rawValue) was asked for and does not work here: \(error.message)")
        }
    }
}

extension FFmpegCommand {
    /// Encodes a graph's pictures; what is written follows.
    mutating func encode(_ label: String, by encoder: VideoEncoder) {
        guard encoder == .vaapi else {
            output += ["-map", "[\(label)]"] + Encoding.video(encoder)
            return
        }
        device = ["-init_hw_device", "vaapi=graphics", "-filter_hw_device", "graphics"]
        graph.append("[\(label)]format=nv12,hwupload[\(label)up]")
        output += ["-map", "[\(label)up]"] + Encoding.video(encoder)
    }
}
