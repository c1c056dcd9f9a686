import Foundation

/// Tracks as Lyria makes them: MP3.
actor LyriaTracks {
    private let directory: String
    private var count = 0

    init(directory: String) {
        self.directory = directory
    }

    struct Failed: Error {}

    func track(_ click: ClickTrack) throws -> Data {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        count += 1
        let (wave, song) = ("\(directory)/track-\(count).wav", "\(directory)/track-\(count).mp3")
        try click.wave.write(to: URL(filePath: wave))
        let ffmpeg = Process()
        ffmpeg.executableURL = URL(filePath: "/usr/bin/env")
        ffmpeg.arguments = [
            "ffmpeg", "-nostdin", "-v", "error", "-y", "-i", wave, "-ar", "44100", "-ac", "2", "-b:a", "192k", song,
        ]
        try ffmpeg.run()
        ffmpeg.waitUntilExit()
        guard ffmpeg.terminationStatus == 0, let data = FileManager.default.contents(atPath: song) else {
            throw Failed()
        }
        return data
    }
}
