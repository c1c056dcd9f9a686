import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Making a reference out of any video", .workshop, .serialized)
struct NormaliseTests {
    private func normalise(_ shop: MediaWorkshop, _ video: FilePath) async throws -> (MediaFacts, FilePath) {
        let output = shop.path("normal-\(UUID().uuidString).mp4")
        let facts = try await shop.composer.normalise(video, into: output, firstFrame: shop.path("first.png"))
        return (facts, output)
    }

    @Test("a turned phone video with mono sound becomes a reference; sound and picture keep their sync")
    func turned() async throws {
        let shop = try MediaWorkshop.require()
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x180:r=25",
            "-f",
            "lavfi",
            "-i",
            "aevalsrc=between(t\\,1\\,1.02)*random(0):s=44100",
            "-t",
            "3.2",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-c:a",
            "aac",
            "-ac",
            "1",
            "flat.mp4"
        )
        try await shop.ffmpeg("-i", "flat.mp4", "-c", "copy", "-metadata:s:v:0", "rotate=90", "turned.mp4")
        let facts = try await shop.composer.probe(shop.path("turned.mp4"))
        #expect(facts.width == 180)
        #expect(facts.height == 320)
        let (result, output) = try await normalise(shop, shop.path("turned.mp4"))
        #expect(result.width == 1080)
        #expect(result.height == 1920)
        #expect(result.hasAudio)
        let report = try await shop.composer.inspect(output, as: .clip)
        #expect(report.problems.isEmpty)
        #expect(abs(report.media.duration - 3.2) < 0.001)
        let samples = try await shop.samples(of: output)
        let loud = try #require(samples.firstIndex { abs($0) > 0.1 })
        #expect(abs(Double(loud) / 48_000 - 1) < 0.004)
        #expect(abs(Double(samples.count) / 48_000 - 3.2) < 0.03)
        #expect(try shop.leftovers().isEmpty)
        #expect(FileManager.default.fileExists(atPath: shop.path("first.png").string))
    }

    @Test("a wide video with odd sizes, uneven times and no sound becomes a silent reference")
    func wide() async throws {
        let shop = try MediaWorkshop.require()
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=322x181:r=24,select='not(eq(mod(n\\,7)\\,3))',format=yuv444p",
            "-t",
            "3.5",
            "-fps_mode",
            "vfr",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "wide.mkv"
        )
        let (facts, output) = try await normalise(shop, shop.path("wide.mkv"))
        #expect(!facts.hasAudio)
        let report = try await shop.composer.inspect(output, as: .clip)
        #expect(report.problems.isEmpty)
        #expect(report.media.duration > 3.3)
        // The middle shows the picture itself, above and below lies its blurred enlargement.
        let middle = try await shop.colour(of: output, picture: 10, crop: "40:40:520:960")
        #expect(middle.count == 3)
    }

    @Test("a long video is cut to fifteen seconds")
    func long() async throws {
        let shop = try MediaWorkshop.require()
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=90x160:r=30",
            "-t",
            "17",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "long.mp4"
        )
        #expect(try await shop.composer.probe(shop.path("long.mp4")).duration == 17)
        let usable = try await MediaProbe(tool: FFmpegTool()).usable(shop.path("long.mp4"))
        #expect(usable.pictures == 450)
    }

    @Test("files that are no videos are refused with the reason")
    func refused() async throws {
        let shop = try MediaWorkshop.require()
        try Data("hello".utf8).write(to: URL(filePath: shop.path("text.mp4").string))
        try Data("#EXTM3U\n#EXTINF:3,\n/etc/passwd\n".utf8).write(to: URL(filePath: shop.path("list.mp4").string))
        try Data("ffconcat version 1.0\nfile flat.mp4\n".utf8).write(to: URL(filePath: shop.path("cat.mp4").string))
        try await shop.ffmpeg("-f", "lavfi", "-i", "sine=d=4", "-c:a", "aac", "sound.mp4")
        try await shop.ffmpeg("-f", "lavfi", "-i", "testsrc2=s=90x160:r=30", "-t", "1", "short.mp4")
        for (name, reason) in [
            ("text.mp4", "the file cannot be read as a video"),
            ("list.mp4", "the file cannot be read as a video"),
            ("cat.mp4", "the file cannot be read as a video"),
            ("nowhere.mp4", "the file cannot be read as a video"),
            ("sound.mp4", "the file has no video stream"),
            ("short.mp4", "the video is shorter than three seconds"),
        ] {
            let error = await #expect(throws: OdoriError.self) { try await shop.composer.probe(shop.path(name)) }
            #expect(error?.code == .mediaInvalid)
            #expect(error?.message.hasPrefix(reason) == true)
        }
    }

    @Test("a video whose data is damaged is refused, not an accident of ours")
    func damaged() async throws {
        let shop = try MediaWorkshop.require()
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=90x160:r=30",
            "-t",
            "4",
            "-movflags",
            "+faststart",
            "whole.mp4"
        )
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: shop.path("whole.mp4").string)))
        for index in bytes.indices.dropFirst(9_000) { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
        try Data(bytes).write(to: URL(filePath: shop.path("damaged.mp4").string))
        await #expect(throws: OdoriError(.mediaInvalid, "")) { try await normalise(shop, shop.path("damaged.mp4")) }
    }
}
