import Foundation
import OdoriDomain
import OdoriPorts
import OdoriProcess
import SystemPackage
import Testing

@testable import OdoriStudio

/// Concepts, references and orders that the tests draw.
enum Samples {
    static func concept(_ seed: UInt64 = 1) throws -> Concept {
        try StudioConceptWriter.concept(ConceptBrief(style: Style.all[0], seed: seed))
    }

    static func analysis(tempo: Double = 120, duration: Double = 10, drop: Double = 4) -> DanceAnalysis {
        let beats = Array(stride(from: 0.25, to: duration, by: 60 / tempo))
        return DanceAnalysis(
            tempo: tempo,
            beats: beats,
            downbeats: stride(from: 0, to: beats.count, by: 4).map { beats[$0] },
            sections: [
                .init(name: "intro", start: 0, end: drop / 2), .init(name: "build", start: drop / 2, end: drop),
                .init(name: "drop", start: drop, end: duration),
            ],
            drop: drop,
            confidence: 0.9,
            hasSound: true
        )
    }

    static func reference(_ id: String = "street_clip", source: ReferenceSource? = nil, duration: Double = 10) throws
        -> ReferenceMotion
    {
        guard let reference = ReferenceID(rawValue: id), let object = ObjectName(rawValue: "references/\(id).mp4")
        else {
            throw CocoaError(.coderInvalidValue)
        }
        let asset = StoredAsset(object: object, bytes: 1, crc32c: "00000000", sha256: "00")
        let media = MediaFacts(
            width: 1080,
            height: 1920,
            fps: 30,
            duration: duration,
            codec: "h264",
            profile: "High",
            hasAudio: true
        )
        return ReferenceMotion(
            id: reference,
            source: source ?? .upload(object),
            analysis: analysis(duration: max(duration, 3)),
            media: media,
            video: asset,
            firstFrame: asset
        )
    }

    static func order(seed: UInt64 = 1, outfit: Outfit? = nil, duration: Double = 10) throws -> MotionOrder {
        let reference = try reference(duration: duration)
        return MotionOrder(
            image: reference.firstFrame,
            reference: reference,
            concept: try concept(seed),
            outfit: outfit
        )
    }

    static func key(_ number: Int) -> OperationKey? {
        let digits = String(number, radix: 16)
        return OperationKey(rawValue: String(repeating: "0", count: 32 - digits.count) + digits)
    }
}

extension StudioReferences.Entry: CustomTestStringConvertible {
    package var testDescription: String { name }
}

extension Move: CustomTestStringConvertible {
    var testDescription: String { name }
}

/// What ffprobe says of a file, line by line.
func probed(_ file: FilePath, _ entries: String, countingPictures: Bool = false) async throws -> [String: String] {
    let arguments =
        ["-v", "error"] + (countingPictures ? ["-count_frames"] : []) + [
            "-select_streams", "v:0", "-show_entries", "stream=\(entries)", "-of", "default=noprint_wrappers=1",
            file.string,
        ]
    let text = try await ToolRunner().run(ToolCommand("ffprobe", arguments, timeLimit: .seconds(60))).output
    var facts: [String: String] = [:]
    for line in text.split(separator: "\n") {
        let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
        if parts.count == 2 { facts[parts[0]] = parts[1] }
    }
    return facts
}

/// The picture's bytes, three for each pixel.
func pixels(of file: FilePath) async throws -> [UInt8] {
    let raw = file.string + ".rgb"
    let arguments = ["-nostdin", "-v", "error", "-y", "-i", file.string, "-pix_fmt", "rgb24", "-f", "rawvideo", raw]
    _ = try await ToolRunner().run(ToolCommand("ffmpeg", arguments, timeLimit: .seconds(60)))
    return [UInt8](try Data(contentsOf: URL(filePath: raw)))
}
