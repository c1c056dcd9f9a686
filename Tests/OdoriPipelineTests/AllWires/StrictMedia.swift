import Foundation
import OdoriDomain
import OdoriFFmpeg
import OdoriPorts
import OdoriTesting
import SystemPackage

/// Has first pictures that are some, and differ where videos do. Judges dances, as they came and as they were encoded again, with the
/// real tools where that is wanted; everything else is pretended.
struct StrictMedia: MediaComposer {
    private let tools: FFmpegMediaComposer?
    private let calm = PretendMediaComposer()

    init(scratch: FilePath, judges: Bool) {
        tools = judges ? FFmpegMediaComposer(scratch: scratch) : nil
    }

    func inspect(
        _ file: FilePath, as kind: InspectionKind, stills: StillsOrder?
    ) async throws -> DeliverableReport {
        guard let tools, case .clip = kind, let name = file.lastComponent?.string,
            ["dance.mp4", "clip.mp4"].contains(name)
        else {
            return try await calm.inspect(file, as: kind, stills: stills)
        }
        return try await tools.inspect(file, as: kind, stills: stills)
    }

    func normalise(_ video: FilePath, into output: FilePath, firstFrame: FilePath) async throws -> MediaFacts {
        if let tools, video.lastComponent?.string == "dance.mp4" {
            return try await tools.normalise(video, into: output, firstFrame: firstFrame)
        }
        let facts = try await calm.normalise(video, into: output, firstFrame: firstFrame)
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        try (Data(png) + Data(contentsOf: URL(filePath: video.string))).write(to: URL(filePath: firstFrame.string))
        return facts
    }

    func probe(_ video: FilePath) async throws -> MediaFacts { try await calm.probe(video) }

    func remix(
        _ order: RemixOrder, into file: FilePath, progress: @Sendable (Double) async -> Void
    ) async throws {
        try await calm.remix(order, into: file, progress: progress)
    }

    func master(
        _ order: MasterOrder, into file: FilePath, progress: @Sendable (Double) async -> Void
    ) async throws -> MasterSound {
        try await calm.master(order, into: file, progress: progress)
    }

    func soundtrack(_ order: SoundtrackOrder, into file: FilePath) async throws -> MasterSound {
        try await calm.soundtrack(order, into: file)
    }
}
