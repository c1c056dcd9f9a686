import Foundation
import OdoriDomain
import OdoriProcess
import SystemPackage
import Testing

@testable import OdoriFFmpeg

/// A directory with small real files for the tests of a suite, removed after it.
struct MediaWorkshop: Sendable {
    @TaskLocal static var current: MediaWorkshop?

    let directory: FilePath

    /// The workshop of the running suite.
    static func require() throws -> MediaWorkshop {
        try #require(current)
    }

    var composer: FFmpegMediaComposer {
        FFmpegMediaComposer(scratch: directory.appending("work"))
    }

    var analyst: AubioDanceAnalyst {
        AubioDanceAnalyst(scratch: directory.appending("work"))
    }

    func path(_ name: String) -> FilePath {
        directory.appending(name)
    }

    /// What is left in the scratch directory.
    func leftovers() throws -> [String] {
        let path = directory.appending("work").string
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path)
    }

    /// Runs ffmpeg as a user would, independently of what is tested.
    @discardableResult
    func ffmpeg(_ arguments: String...) async throws -> String {
        try await ffmpeg(arguments)
    }

    @discardableResult
    func ffmpeg(_ arguments: [String]) async throws -> String {
        try await ToolRunner().run(
            ToolCommand(
                "ffmpeg",
                ["-nostdin", "-v", "error", "-y"] + arguments,
                in: directory,
                timeLimit: .seconds(120)
            )
        ).output
    }

    /// A clip like a dance: our size and rate, key pictures each second.
    func clip(_ name: String, _ source: String, seconds: Double) async throws -> FilePath {
        try await ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "\(source),format=yuv420p",
            "-t",
            "\(seconds)",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-crf",
            "16",
            "-g",
            "30",
            "-color_primaries",
            "bt709",
            "-color_trc",
            "bt709",
            "-colorspace",
            "bt709",
            "-color_range",
            "tv",
            name
        )
        return path(name)
    }

    /// The mean colour of a part of a picture, read without our code.
    func colour(of video: FilePath, picture: Int, crop: String) async throws -> [Int] {
        let name = "pixel-\(UUID().uuidString).raw"
        try await ffmpeg(
            "-i",
            video.string,
            "-vf",
            "select=eq(n\\,\(picture)),crop=\(crop),scale=1:1:flags=area:in_color_matrix=bt709,format=rgb24",
            "-frames:v",
            "1",
            "-f",
            "rawvideo",
            name
        )
        return try Data(contentsOf: URL(filePath: path(name).string)).map { Int($0) }
    }

    /// The box around what is bright in each picture: left, right, top, bottom.
    func brightBoxes(of video: FilePath) async throws -> [[Int]] {
        let text = try await ffmpeg(
            "-i",
            video.string,
            "-vf",
            "bbox=min_val=160,metadata=print:file=-",
            "-f",
            "null",
            "-"
        )
        let values = text.split(separator: "\n").filter { $0.hasPrefix("lavfi.bbox.") }
        func all(_ key: String) -> [Int] {
            values.filter { $0.hasPrefix("lavfi.bbox.\(key)=") }.compactMap { Int($0.split(separator: "=")[1]) }
        }
        return zip(zip(all("x1"), all("x2")), zip(all("y1"), all("y2"))).map { [$0.0, $0.1, $1.0, $1.1] }
    }

    /// A file's sound as mono samples from −1 to 1, 48,000 a second, on the video's time.
    func samples(of file: FilePath) async throws -> [Double] {
        let name = "sound-\(UUID().uuidString).raw"
        try await ffmpeg(
            "-i",
            file.string,
            "-map",
            "0:a",
            "-af",
            "aresample=48000:async=1:first_pts=0",
            "-ac",
            "1",
            "-f",
            "s16le",
            name
        )
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path(name).string)))
        return stride(from: 0, to: bytes.count - 1, by: 2).map {
            Double(Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)) / 32768
        }
    }

    /// MD5 of a file's video packets.
    func videoPackets(of file: FilePath) async throws -> String {
        try await ffmpeg("-i", file.string, "-map", "0:v", "-c", "copy", "-f", "md5", "-")
    }
}

/// Gives a suite a workshop.
struct WorkshopTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        let directory = FilePath(NSTemporaryDirectory()).appending("odori-media-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory.string) }
        try await MediaWorkshop.$current.withValue(MediaWorkshop(directory: directory), operation: function)
    }
}

extension Trait where Self == WorkshopTrait {
    static var workshop: Self { Self() }
}
