import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Clips of any kind in the one encode", .workshop, .serialized)
struct ForeignClipTests {
    private let plan = EditPlan(
        segments: [
            .init(clip: .dance(0), sourceStart: 0, length: 30), .init(clip: .dance(1), sourceStart: 30, length: 30),
            .init(clip: .dance(2), sourceStart: 60, length: 40),
        ],
        lowConfidence: false, referenceStart: 0, transition: .plain)

    /// A white mark sinks by an eighth of the height a second.
    private func clip(
        _ shop: MediaWorkshop, _ name: String, _ size: String, rate: String, _ more: [String] = []
    ) async throws -> FilePath {
        try await shop.ffmpeg(
            [
                "-f", "lavfi", "-i",
                "color=0x203040:s=\(size):r=\(rate)[b];color=white:s=64x24:r=\(rate)[m];[b][m]overlay=x=(W-w)/2:y=t*H/8",
            ]
                + ["-t", "3.5", "-pix_fmt", "yuv420p"] + more + [name])
        return shop.path(name)
    }

    @Test("sizes, rates and turns differ, and every picture is still shown at its time")
    func foreign() async throws {
        let shop = try MediaWorkshop.require()
        let clips = try await [
            StageID.dance(0): clip(shop, "small.mp4", "540x960", rate: "25", ["-c:v", "libx264"]),
            .dance(1): clip(shop, "fast.mkv", "720x1280", rate: "60", ["-c:v", "libx264"]),
            .dance(2): clip(shop, "old.avi", "450x800", rate: "24000/1001", ["-c:v", "mpeg4", "-q:v", "3"]),
        ]
        let file = shop.path("cut.mp4")
        try await shop.composer.remix(
            RemixOrder(plan: plan, clips: clips, foreign: Set(clips.keys), sound: nil), into: file
        ) { _ in }
        let boxes = try await shop.brightBoxes(of: file)
        #expect(boxes.count == plan.length)
        for (index, box) in boxes.enumerated() {
            let wanted = Frame.seconds(at: index) * Double(Frame.height) / 8
            // As far as the mark moves while the slowest of the clips shows one picture.
            #expect(abs(Double(box[2]) - wanted) <= 14, "picture \(index) shows the mark at \(box[2]), not \(wanted)")
        }
        let report = try await shop.composer.inspect(file, as: .clip)
        #expect(report.problems.allSatisfy { $0.contains("frozen") })
    }

    @Test("a clip that is as ours are is cut as it is; one that is not says why")
    func ours() async throws {
        let shop = try MediaWorkshop.require()
        let probe = MediaProbe(tool: FFmpegTool())
        let own = try await shop.clip("own.mp4", "testsrc2=s=1080x1920:r=30", seconds: 3.2)
        #expect(try await probe.usable(own).isOurs)
        let slow = try await shop.clip("slow.mp4", "testsrc2=s=1080x1920:r=25", seconds: 3.2)
        #expect(try await !probe.usable(slow).isOurs)
        let small = try await shop.clip("wide.mp4", "testsrc2=s=720x1280:r=30", seconds: 3.2)
        #expect(try await !probe.usable(small).isOurs)
    }
}
