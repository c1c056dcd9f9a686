import Foundation

/// The pictures that calls end with, rendered once, when the first is wanted.
actor GeminiPictures {
    private let directory: String
    private var made: [String: Data] = [:]

    init(directory: String) {
        self.directory = directory
    }

    struct Failed: Error {}

    /// - Parameter kind: `portrait`, `wide`, `sticker` or `plain`; jpeg unless `isPNG`.
    func picture(_ kind: String, isPNG: Bool) throws -> Data {
        let name = kind + (isPNG ? ".png" : ".jpg")
        if let data = made[name] { return data }
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = "\(directory)/\(name)"
        let source =
            switch kind {
            case "portrait": "testsrc2=size=768x1376:rate=1"
            case "wide": "testsrc2=size=1376x768:rate=1"
            case "plain": "color=c=white:size=1024x1024:rate=1"
            default: "color=c=0x02FD04:size=1024x1024:rate=1"
            }
        let figure = kind == "sticker" ? ["-vf", "drawbox=x=300:y=200:w=424:h=640:color=0xEE3366:t=fill"] : []
        let ffmpeg = Process()
        ffmpeg.executableURL = URL(filePath: "/usr/bin/env")
        ffmpeg.arguments =
            ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", source] + figure
            + ["-frames:v", "1", "-update", "1", path]
        try ffmpeg.run()
        ffmpeg.waitUntilExit()
        guard ffmpeg.terminationStatus == 0, let data = FileManager.default.contents(atPath: path) else {
            throw Failed()
        }
        made[name] = data
        return data
    }
}
