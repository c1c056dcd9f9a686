import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Who encodes")
struct EncoderTests {
    private let plan = EditPlan(
        segments: [.init(clip: .dance(0), sourceStart: 0, length: 90)], lowConfidence: false, referenceStart: 0)

    @Test(
        "whoever encodes, the pictures have our rate, profile and colours, and a key picture each second",
        arguments: VideoEncoder.allCases)
    func settings(encoder: VideoEncoder) throws {
        let order = RemixOrder(plan: plan, clips: [.dance(0): "/a.mp4"], sound: nil)
        let command = try RemixCommand.make(
            order, clips: [.dance(0): CutClip("/a.mp4")], by: encoder, into: "/o.mp4")
        let line = command.arguments.joined(separator: " ")
        let codec: [VideoEncoder: String] = [.software: "libx264", .vaapi: "h264_vaapi", .nvenc: "h264_nvenc"]
        #expect(line.contains("-c:v \(codec[encoder] ?? "?") "))
        for setting in ["-profile:v high", "-r 30", "-fps_mode cfr", "-colorspace bt709", "-color_range tv"] {
            #expect(line.contains(setting))
        }
        #expect(line.contains("keyint=30:open-gop=0") == (encoder == .software))
        #expect(line.contains("-g 30 -bf 0") == (encoder != .software))
    }

    @Test("only VAAPI's pictures go to a device first, and the device is opened before all else")
    func device() {
        var command = FFmpegCommand(graph: ["color[v]"])
        command.encode("v", by: .vaapi)
        #expect(command.graph.last == "[v]format=nv12,hwupload[vup]")
        let line = command.arguments.joined(separator: " ")
        #expect(line.contains("-init_hw_device vaapi=graphics -filter_hw_device graphics -filter_complex"))
        #expect(line.contains("-map [vup] -c:v h264_vaapi"))
        var plain = FFmpegCommand(graph: ["color[v]"])
        plain.encode("v", by: .nvenc)
        #expect(plain.graph == ["color[v]"] && plain.device.isEmpty)
    }

    @Test("an encoder that is not there is named, for good, and nothing takes its place")
    func absent() async throws {
        var trial = HardwareEncoder.trial(.vaapi)
        // A device that no machine has.
        trial.device[1] = "vaapi=graphics:/dev/dri/none"
        let error = try #require(
            await #expect(throws: OdoriError.self) {
                try await HardwareEncoder.require(.vaapi, FFmpegTool(), by: trial)
            })
        #expect(error.code == .toolMissing && error.kind == .permanent)
        #expect(error.message.hasPrefix("the encoder vaapi was asked for and does not work here: "))
        try await HardwareEncoder.require(.software, FFmpegTool(), by: trial)
    }
}
