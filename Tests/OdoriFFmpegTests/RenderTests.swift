import Foundation
import OdoriDomain
import OdoriPorts
import Synchronization
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Rendering", .workshop, .serialized)
struct RenderTests {
    private let plan = EditPlan(
        segments: [
            .init(clip: .dance(0), sourceStart: 0, length: 35),
            .init(clip: .variantDance(.swimsuit), sourceStart: 35, length: 34),
            .init(clip: .variantDance(.kpop), sourceStart: 69, length: 36),
        ],
        lowConfidence: false,
        referenceStart: 15
    )

    /// Three clips that tell themselves apart by colour, and their times by a grey mark that sinks by eight lines a
    /// picture.
    private func clips(_ shop: MediaWorkshop) async throws -> [StageID: FilePath] {
        var clips: [StageID: FilePath] = [:]
        for (stage, colour) in [
            (StageID.dance(0), "0x802020"), (.variantDance(.swimsuit), "0x208020"), (.variantDance(.kpop), "0x202080"),
        ] {
            clips[stage] = try await shop.clip(
                "\(stage.rawValue).mp4",
                "color=\(colour):s=1080x1920:r=30,drawbox=x=340:y=760:w=400:h=400:color=white:t=fill[back];"
                    + "color=0x808080:s=40x8:r=30[mark];[back][mark]overlay=x=0:y=n*8-8",
                seconds: 3.6
            )
        }
        return clips
    }

    @Test("a remix shows each clip at its time, slams at the cuts about the centre, and has the reference's sound")
    func remix() async throws {
        let shop = try MediaWorkshop.require()
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='between(t,2,2.01)*random(0)|0.1*sin(500*t)':s=48000",
            "-t",
            "5",
            "sound.wav"
        )
        let seen = Mutex<[Double]>([])
        let file = shop.path("remix.mp4")
        try await shop.composer.remix(
            RemixOrder(plan: plan, clips: try await clips(shop), sound: shop.path("sound.wav")),
            into: file
        ) { part in seen.withLock { $0.append(part) } }
        #expect(seen.withLock { $0.last } == 1)

        let boxes = try await shop.brightBoxes(of: file)
        #expect(boxes.count == 105)
        for (index, box) in boxes.enumerated() {
            let since = plan.cuts.filter { $0 <= index }.map { index - $0 }.min() ?? 100
            let zoom = 1 + 0.1 * max(0, 1 - Double(since) / 6)
            #expect(abs(Double(box[1] - box[0] + 1) - 400 * zoom) <= 6, "width of picture \(index)")
            #expect(abs(box[0] + box[1] - 1079) <= 2, "picture \(index) is centred")
            #expect(abs(box[2] + box[3] - 1919) <= 2, "picture \(index) is centred")
        }
        let colours = try await [0, 34, 35, 68, 69, 104].asyncMap {
            try await shop.colour(of: file, picture: $0, crop: "40:40:900:100")
        }
        #expect(colours.map { $0.firstIndex(of: $0.max() ?? 0) } == [0, 0, 1, 1, 2, 2])

        for picture in [0, 34, 60, 68, 80, 104] {
            let mark = try await shop.colour(of: file, picture: picture, crop: "20:4:8:\(picture * 8 + 2)")
            #expect(mark.allSatisfy { abs($0 - 0x80) < 24 }, "picture \(picture) is shown at its time")
        }
        let report = try await shop.composer.inspect(file, as: .clip)
        // So small a mark is no motion.
        #expect(report.problems.allSatisfy { $0.contains("frozen") })
        let samples = try await shop.samples(of: file)
        let click = try #require(samples.firstIndex { abs($0) > 0.2 })
        #expect(abs(Double(click) / 48_000 - 1.5) < 0.004)
    }

    @Test("a deliverable and its versions are as they should be, and have the same video packets")
    func master() async throws {
        let shop = try MediaWorkshop.require()
        let moving = try await shop.clip("moving.mp4", "testsrc2=s=1080x1920:r=30", seconds: 3.6)
        let clips = Dictionary(uniqueKeysWithValues: plan.segments.map { ($0.clip, moving) })
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "color=0x00ff00:s=600x600,drawbox=x=150:y=150:w=300:h=300:color=0xe02060:t=fill,format=rgb24",
            "-frames:v",
            "1",
            "chibi.png"
        )
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "color=0x00ff00:s=900x300,drawbox=x=20:y=20:w=860:h=260:color=white:t=fill,format=rgb24",
            "-frames:v",
            "1",
            "name.png"
        )
        // A quiet bed with one burst, whose place is measured afterwards.
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='0.02*sin(900*t)+0.02*sin(2000*t)+0.3*between(t,1,1.02)*sin(20000*t)':s=44100",
            "-t",
            "6",
            "score.wav"
        )
        let score = ScorePlacement(file: shop.path("score.wav"), offset: 0.75)
        let file = shop.path("master.mp4")
        let order = MasterOrder(
            plan: plan,
            clips: clips,
            stickers: .init(chibi: shop.path("chibi.png"), name: shop.path("name.png")),
            score: score,
            impacts: true,
            bare: .init(file: shop.path("bare.mp4"), sound: shop.path("score.wav"))
        )
        let sound = try await shop.composer.master(order, into: file) { _ in }
        let kind = InspectionKind.deliverable(expectedPictures: 105, loudnessLimited: sound.loudnessLimited)
        let report = try await shop.composer.inspect(file, as: kind)
        #expect(report.problems.isEmpty)
        #expect(abs((try await shop.firstBurst(in: file)) - 1.75) < 0.004)

        let chibi = try await shop.colour(of: file, picture: 20, crop: "40:40:194:1686")
        #expect(zip(chibi, [0xe0, 0x20, 0x60]).allSatisfy { abs($0 - $1) <= 6 }, "the sticker's red is \(chibi)")
        let name = try await shop.colour(of: file, picture: 20, crop: "40:40:880:60")
        #expect(name.allSatisfy { $0 > 245 }, "the name's white is \(name)")
        let (ground, plain) = try await (
            shop.colour(of: file, picture: 20, crop: "60:60:30:1830"),
            shop.colour(of: moving, picture: 20, crop: "60:60:30:1830")
        )
        #expect(zip(ground, plain).allSatisfy { abs($0 - $1) <= 8 }, "the sticker's ground has vanished")

        let kpop = shop.path("kpop.mp4")
        _ = try await shop.composer.soundtrack(
            SoundtrackOrder(video: file, sound: .score(score), duration: 3.5),
            into: kpop
        )
        let orig = shop.path("orig.mp4")
        let limited = try await shop.composer.soundtrack(
            SoundtrackOrder(video: file, sound: .original(shop.path("score.wav"), from: 0.5), duration: 3.5),
            into: orig
        )
        let again = InspectionKind.deliverable(expectedPictures: 105, loudnessLimited: limited.loudnessLimited)
        #expect(try await shop.composer.inspect(orig, as: again).problems.isEmpty)
        #expect(abs((try await shop.firstBurst(in: orig)) - 0.5) < 0.004)
        let packets = try await [file, kpop, orig].asyncMap { try await shop.videoPackets(of: $0) }
        #expect(Set(packets).count == 1)
        try await versions(shop, of: report, kpop)
        try await bare(shop, beside: clips)
        #expect(try shop.leftovers().isEmpty)
        try await stills(shop, of: file)
    }

    /// A version is known by its packets; another file's pictures are looked at.
    private func versions(_ shop: MediaWorkshop, of report: DeliverableReport, _ version: FilePath) async throws {
        let kind = InspectionKind.deliverable(expectedPictures: 105, loudnessLimited: true, pictures: report)
        let same = try await shop.composer.inspect(version, as: kind)
        #expect(same.videoPackets == report.videoPackets && same.videoPackets?.count == 64)
        let still = try await shop.clip("still.mp4", "color=0x405060:s=1080x1920:r=30", seconds: 3.5)
        let other = try await shop.composer.inspect(still, as: kind)
        #expect(other.videoPackets != report.videoPackets)
        #expect(other.longestFrozenSeconds > 3)
    }

    /// What comes out beside a deliverable is the remix of the same plan.
    private func bare(_ shop: MediaWorkshop, beside clips: [StageID: FilePath]) async throws {
        let (bare, remix) = (shop.path("bare.mp4"), shop.path("remix.mp4"))
        let order = RemixOrder(plan: plan, clips: clips, sound: shop.path("score.wav"))
        try await shop.composer.remix(order, into: remix) { _ in }
        #expect(try await shop.composer.inspect(bare, as: .clip).problems.isEmpty)
        #expect(try await shop.videoPackets(of: bare) == shop.videoPackets(of: remix))
    }

    private func stills(_ shop: MediaWorkshop, of file: FilePath) async throws {
        let (poster, sheet) = (shop.path("poster.png"), shop.path("sheet.png"))
        _ = try await shop.composer.inspect(
            file, as: .clip, stills: StillsOrder(at: 99, poster: poster, contactSheet: sheet))
        let probe = MediaProbe(tool: FFmpegTool())
        let sizes = try await [poster, sheet].asyncMap { try await probe.report($0).video }
        #expect(sizes.map { $0?.width } == [1080, 1080])
        #expect(sizes.map { $0?.height } == [1920, 1418])
    }

    @Test("a cancelled render leaves no scratch directory and stops at once")
    func cancelled() async throws {
        let shop = try MediaWorkshop.require()
        let moving = try await shop.clip("moving.mp4", "testsrc2=s=1080x1920:r=30", seconds: 3.6)
        try await shop.ffmpeg("-f", "lavfi", "-i", "sine=d=4", "score.wav")
        let order = MasterOrder(
            plan: plan,
            clips: Dictionary(uniqueKeysWithValues: plan.segments.map { ($0.clip, moving) }),
            stickers: nil,
            score: ScorePlacement(file: shop.path("score.wav"), offset: -1),
            impacts: false
        )
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await shop.composer.master(order, into: shop.path("never.mp4")) { _ in signal.yield() }
        }
        for await _ in started { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try shop.leftovers().isEmpty)
    }
}

extension MediaWorkshop {
    /// Seconds of the first burst at about 3 kHz.
    func firstBurst(in file: FilePath) async throws -> Double {
        try await ffmpeg("-i", file.string, "-map", "0:a", "-af", "highpass=f=2000,highpass=f=2000", "burst.wav")
        let samples = try await samples(of: path("burst.wav"))
        let loudest = samples.map(abs).max() ?? 0
        let first = try #require(samples.firstIndex { abs($0) > loudest / 4 })
        return Double(first) / 48_000
    }
}

extension Sequence where Self: Sendable {
    func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self {
            results.append(try await transform(element))
        }
        return results
    }
}
