import Foundation
import OdoriDomain

/// A picture, a video and a report that stand for all that a studio makes.
struct Media {
    let files: [(name: String, file: String, type: String)]

    /// Has ffmpeg make them in a directory.
    init(in directory: String) throws {
        let picture = "\(directory)/picture.png"
        let video = "\(directory)/video.mp4"
        let report = "\(directory)/report.json"
        let scene = ["-v", "error", "-f", "lavfi", "-i", "gradients=s=270x480:r=30:d=3:c0=0xa8244a:c1=0x3d5a8a"]
        try Self.ffmpeg(scene + ["-frames:v", "1", picture])
        try Self.ffmpeg(
            scene + [
                "-f", "lavfi", "-i", "sine=f=220:d=3", "-shortest", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a",
                "aac",
                "-movflags", "+faststart", video,
            ])
        let facts =
            #"{"lufs": -14.0, "dbtp": -1.4, "bytes": 4700000, "media": {"width": 270, "height": 480, "fps": 30}}"#
        try Data(facts.utf8).write(to: URL(filePath: report))
        files = [
            ("picture.png", picture, "image/png"), ("video.mp4", video, "video/mp4"),
            ("report.json", report, "application/json"),
        ]
    }

    private struct Failed: Error {}

    static func ffmpeg(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["ffmpeg", "-nostdin", "-y"] + arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
    }

    static let assets: CharacterAssets = {
        let folder = "gs://local/anime_dance"
        let kinds: [DeliverableKind] = [.watermarked, .kpopSoundtrack, .origSoundtrack]
        return CharacterAssets(
            animeImage: "\(folder)/picture.png", cosplayImage: "\(folder)/picture.png",
            dances: ["\(folder)/video.mp4"], remixes: ["full": "\(folder)/video.mp4"],
            deliverables: kinds.map { .init(type: $0, url: "\(folder)/video.mp4", report: "\(folder)/report.json") },
            poster: "\(folder)/picture.png", contactSheet: "\(folder)/picture.png")
    }()
}
