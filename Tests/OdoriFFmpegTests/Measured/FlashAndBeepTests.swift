import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Picture and sound in delivered files", .workshop, .serialized)
struct FlashAndBeepTests {
    @Test("a flash and its beep meet in every version, with no edit list in the file")
    func flashAndBeep() async throws {
        let shop = try MediaWorkshop.require()
        // Picture 40 is white; the beep begins where picture 40 is shown, after 6 pictures that the plan leaves out.
        let clip = try await shop.clip(
            "flash.mp4",
            "testsrc2=s=1080x1920:r=30,eq=brightness=-0.4,drawbox=t=fill:color=white:enable='eq(n,40)'", seconds: 4)
        let (flash, begin) = (40, 6)
        try await shop.ffmpeg(
            "-f", "lavfi", "-i",
            "aevalsrc='0.05*sin(700*t)+0.5*between(t,\(Frame.seconds(at: flash)),\(Frame.seconds(at: flash) + 0.02))*sin(19000*t)':s=48000",
            "-t", "4", "beep.wav")
        let plan = EditPlan(
            segments: [.init(clip: .dance(0), sourceStart: begin, length: 100)], lowConfidence: false,
            referenceStart: begin)
        let score = ScorePlacement(file: shop.path("beep.wav"), offset: -Frame.seconds(at: begin))
        let order = MasterOrder(plan: plan, clips: [.dance(0): clip], stickers: nil, score: score, impacts: false)
        let (master, remix, version) = (shop.path("master.mp4"), shop.path("remix.mp4"), shop.path("version.mp4"))
        _ = try await shop.composer.master(order, into: master) { _ in }
        try await shop.composer.remix(
            RemixOrder(plan: plan, clips: [.dance(0): clip], sound: shop.path("beep.wav")), into: remix
        ) { _ in }
        _ = try await shop.composer.soundtrack(
            SoundtrackOrder(
                video: master, sound: .original(shop.path("beep.wav"), from: Frame.seconds(at: begin)),
                duration: Frame.seconds(at: plan.length)), into: version)
        for file in [master, remix, version] {
            let colours = try await shop.colours(of: file)
            #expect(colours.count == 100)
            let white = try #require(colours.firstIndex { $0.allSatisfy { $0 > 220 } })
            #expect(white == flash - begin)
            let beep = try await shop.firstBurst(in: file)
            let late = beep - Frame.seconds(at: white)
            #expect((-0.005...0.015).contains(late), "the beep is \(late) s late in \(file)")
            #expect(try !FileFacts(reading: file).hasEditList)
            let report = try await MediaProbe(tool: FFmpegTool()).report(file)
            #expect(report.streams.allSatisfy { $0.startTime.flatMap(Double.init) == 0 })
        }
    }
}
