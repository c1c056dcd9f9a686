import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Captions, logos and pictures for editors", .workshop, .serialized)
struct IllustrationTests {
    private func master(
        _ shop: MediaWorkshop, _ name: String, logo: FilePath? = nil, caption: String? = nil
    ) async throws -> FilePath {
        let clip = try await shop.clip(
            "dark.mp4",
            "color=0x203040:s=1080x1920:r=30[b];color=0x808000:s=200x200:r=30[m];[b][m]overlay=x=300+mod(n\\,60):y=900",
            seconds: 3)
        try await shop.ffmpeg("-f", "lavfi", "-i", "aevalsrc='0.3*sin(900*t)*sin(7*t)':s=48000", "-t", "4", "score.wav")
        let plan = EditPlan(
            segments: [.init(clip: .dance(0), sourceStart: 0, length: 90)], lowConfidence: false, referenceStart: 0)
        let order = MasterOrder(
            plan: plan, clips: [.dance(0): clip], stickers: nil,
            score: ScorePlacement(file: shop.path("score.wav"), offset: 0), impacts: false, logo: logo,
            caption: caption)
        _ = try await shop.composer.master(order, into: shop.path(name)) { _ in }
        return shop.path(name)
    }

    @Test("a caption is written in its own script, within the margins, and nothing in it commands")
    func captions() async throws {
        let shop = try MediaWorkshop.require()
        var widths: [Int] = []
        for (index, caption) in ["踊り子ミオ", "{\\fs300}Mio\\N", "Mio"].enumerated() {
            let file = try await master(shop, "caption-\(index).mp4", caption: caption)
            let boxes = try await shop.brightBoxes(of: file)
            let box = try #require(boxes.last)
            #expect(box[0] >= CaptionScript.side - 10 && box[1] <= Frame.width - CaptionScript.side + 10)
            #expect(box[3] <= Frame.height - CaptionScript.foot + 10)
            #expect(box[3] - box[2] < 110, "one line of its own size")
            widths.append(box[1] - box[0])
        }
        // What looks like a command is written out, and so is longer than what it stands before.
        #expect(widths[1] > 2 * widths[2])
        #expect(throws: OdoriError(.mediaInvalid, "")) { try CaptionScript(" \n ") }
    }

    @Test("a logo stands top left, in its own colours")
    func logo() async throws {
        let shop = try MediaWorkshop.require()
        try await shop.ffmpeg("-f", "lavfi", "-i", "color=0xd03060:s=400x200,format=rgba", "-frames:v", "1", "logo.png")
        let file = try await master(shop, "logo.mp4", logo: shop.path("logo.png"))
        let inside = try await shop.colour(of: file, picture: 20, crop: "100:60:40:30")
        #expect(zip(inside, [0xd0, 0x30, 0x60]).allSatisfy { abs($0 - $1) <= 8 }, "the logo is \(inside)")
        let beside = try await shop.colour(of: file, picture: 20, crop: "60:60:240:30")
        #expect(zip(beside, [0x20, 0x30, 0x40]).allSatisfy { abs($0 - $1) <= 8 })
    }

    @Test("a timeline marks cuts where they are; a preview moves")
    func timeline() async throws {
        let shop = try MediaWorkshop.require()
        let file = try await master(shop, "plain.mp4")
        let (sheet, timeline, preview) = (shop.path("sheet.png"), shop.path("timeline.png"), shop.path("p.webp"))
        let stills = StillsOrder(at: 1, poster: shop.path("poster.png"), contactSheet: sheet)
        _ = try await shop.composer.inspect(file, as: .clip, stills: stills)
        let marks = TimelineMarks(seconds: 3, beats: [0.5, 1, 1.5, 2, 2.5], cuts: [1.5], drop: 2)
        try await shop.composer.timeline(of: file, contactSheet: sheet, marks: marks, into: timeline)
        let report = try await MediaProbe(tool: FFmpegTool()).report(timeline)
        #expect(report.video?.width == TimelineCommand.width && report.video?.height == TimelineCommand.height)
        let cut = try await shop.colour(of: timeline, picture: 0, crop: "2:40:\(TimelineCommand.width / 2 - 1):100")
        #expect(cut[0] > 200 && cut[1] < 110)
        let drop = try await shop.colour(
            of: timeline, picture: 0, crop: "2:10:\(TimelineCommand.width * 2 / 3 - 1):\(TimelineCommand.height - 12)")
        #expect(drop[0] > 180 && drop[1] > 150 && drop[2] < 90)
        try await shop.composer.preview(of: file, into: preview)
        #expect(try FileBytes.read(preview).starts(with: Array("RIFF".utf8)))
        #expect(try FileBytes.read(preview).count > 1000)
    }
}
