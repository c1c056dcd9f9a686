import Foundation
import OdoriJudges

/// Three short dances to different beats.
enum ShortDances {
    /// Adds them as an owner would at the terminal, and waits until they can be danced to.
    static func add(to base: String, key: String, in directory: String) async throws {
        for (number, period) in [0.45, 0.5, 0.55].enumerated() {
            let video = URL(filePath: "\(directory)/dance-\(number).mp4")
            try await ShortDance.make(video, period: period)
            _ = try await Command.output(
                Server.program("odori").path,
                ["references", "add", video.path, "--rights", "owned", "--adults-only", "--url", base],
                environment: ["PIPELINE_API_KEY": key])
        }
    }
}
