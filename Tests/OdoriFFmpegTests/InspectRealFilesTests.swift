import OdoriDomain
import OdoriPorts
import Testing

@testable import OdoriFFmpeg

@Suite("Measuring real files", .workshop, .serialized)
struct InspectRealFilesTests {
    @Test("a black and a frozen stretch are found")
    func faults() async throws {
        let shop = try MediaWorkshop.require()
        let still = "color=0x406080:s=1080x1920:r=30,noise=alls=20:allf=p"
        let black = try await shop.clip(
            "black.mp4",
            "\(still),drawbox=t=fill:color=black:enable='gte(t,2)'",
            seconds: 2.8
        )
        let report = try await shop.composer.inspect(black, as: .clip)
        #expect(abs(report.longestBlackSeconds - 0.8) < 0.04)
        #expect(abs(report.longestFrozenSeconds - 2) < 0.04)
        #expect(report.problems.contains("the picture is black for 0.8 s"))
        #expect(report.problems.contains("the picture is frozen for 2.0 s"))
    }

    @Test("a dance drawn on twos is not frozen, nor is one where only an arm moves")
    func twos() async throws {
        let shop = try MediaWorkshop.require()
        let figure = "color=0x406080:s=1080x1920:r=12.5"
        let arm = "drawbox=x=500:y=800+200*sin(2*t):w=60:h=160:color=0xf0c0a0:t=fill"
        let clip = try await shop.clip("twos.mp4", "\(figure),\(arm),fps=30", seconds: 3)
        let report = try await shop.composer.inspect(clip, as: .clip)
        #expect(report.longestFrozenSeconds == 0)
    }

    @Test("the index behind the data, sparse key pictures and late sound are found")
    func structure() async throws {
        let shop = try MediaWorkshop.require()
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=90x160:r=25",
            "-itsoffset",
            "0.2",
            "-f",
            "lavfi",
            "-i",
            "sine=d=3",
            "-t",
            "3",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-g",
            "250",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            "odd.mp4"
        )
        let report = try await shop.composer.inspect(shop.path("odd.mp4"), as: .deliverable(expectedPictures: 90))
        #expect(!report.moovFirst)
        #expect(!report.constantFrameRate)
        #expect(abs(report.longestGOPSeconds - 3) < 0.01)
        #expect(report.audioStartOffset.map { abs($0 - 0.2) < 0.03 } == true)
        #expect(report.sha256.count == 64)
        #expect(report.problems.contains("the video has 75 pictures, not 90"))
        #expect(report.problems.count >= 8)
    }
}
