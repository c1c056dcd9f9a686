import Foundation
import OdoriDomain
import OdoriFFmpeg
import OdoriPorts
import OdoriPretend
import OdoriTesting
import SystemPackage

/// Has first pictures that are some, and differ where videos do. Judges dances, as they came and as they were encoded again, with the
/// real tools where that is wanted; everything else is pretended.
struct StrictMedia: PretendingMedia {
    private let tools: FFmpegMediaComposer?

    init(scratch: FilePath, judges: Bool) {
        tools = judges ? FFmpegMediaComposer(scratch: scratch) : nil
    }

    func inspect(
        _ file: FilePath, as kind: InspectionKind, stills: StillsOrder?
    ) async throws -> DeliverableReport {
        guard let tools, case .clip = kind, let name = file.lastComponent?.string,
            ["dance.mp4", "clip.mp4"].contains(name)
        else {
            return try await pretending.inspect(file, as: kind, stills: stills)
        }
        return try await tools.inspect(file, as: kind, stills: stills)
    }

    func normalise(_ video: FilePath, into output: FilePath, firstFrame: FilePath) async throws -> MediaFacts {
        if let tools, video.lastComponent?.string == "dance.mp4" {
            return try await tools.normalise(video, into: output, firstFrame: firstFrame)
        }
        let facts = try await pretending.normalise(video, into: output, firstFrame: firstFrame)
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        try (Data(png) + Data(contentsOf: URL(filePath: video.string))).write(to: URL(filePath: firstFrame.string))
        return facts
    }
}
