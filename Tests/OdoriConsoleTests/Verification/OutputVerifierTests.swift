import Foundation
import OdoriDomain
import OdoriProcess
import SystemPackage
import Testing

@testable import OdoriConsole

@Suite("Verifying files")
struct OutputVerifierTests {
    /// Writes every output of the sample into a data directory: two seconds of test picture and sound.
    private func make(_ result: CharacterResult, in directory: FilePath) async throws {
        let objects = directory.appending("objects/anime_dance")
        try FileManager.default.createDirectory(atPath: objects.string, withIntermediateDirectories: true)
        let (video, picture) = (directory.appending("v.mp4").string, directory.appending("p.png").string)
        try await ffmpeg([
            "-f", "lavfi", "-i", "color=c=teal:s=1080x1920:r=30:d=2", "-f", "lavfi", "-i", "sine=440:d=2:r=48000",
            "-af",
            "volume=-0.7dB", "-ac", "2", "-c:v", "libx264", "-preset", "ultrafast", "-x264-params", "cabac=1:8x8dct=1",
            "-profile:v", "high", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", video,
        ])
        try await ffmpeg(["-f", "lavfi", "-i", "color=c=pink:s=1080x1920", "-frames:v", "1", picture])
        for output in result.outputs {
            let name = try #require(output.object)
            let source = output.kind.isVideo ? video : picture
            try FileManager.default.copyItem(atPath: source, toPath: directory.appending("objects/\(name)").string)
        }
    }

    private func ffmpeg(_ arguments: [String]) async throws {
        let command = ToolCommand("ffmpeg", ["-v", "error", "-y"] + arguments, timeLimit: .seconds(60))
        _ = try await ToolRunner().run(command)
    }

    @Test("every file is measured, and what is wrong with one is told with its name")
    func verify() async throws {
        try await withTemporaryDirectory { directory in
            let result = try CharacterResult.sample()
            try await make(result, in: directory)
            let objects = directory.appending("objects/anime_dance")
            try objects.appending("kpop.mp4").write("not a video")
            try FileManager.default.removeItem(atPath: objects.appending("poster.png").string)
            let verified = try await OutputVerifier(dataDirectory: directory).verify(result)

            #expect(verified.files.count == 11)
            let dance = try #require(verified.files.first { $0.output.kind == .dance }).facts
            #expect(dance.width == 1080 && dance.height == 1920 && dance.fps == 30 && dance.codec == "h264")
            #expect(dance.audioCodec == "aac" && dance.profile == "High")
            #expect(abs((dance.duration ?? 0) - 2) < 0.1)
            #expect(dance.lufs != nil && dance.dbtp != nil)
            #expect(dance.sha256.count == 64 && dance.bytes > 1000)
            let picture = try #require(verified.files.first { $0.output.kind == .animeImage }).facts
            #expect(picture.codec == "png" && picture.fps == nil && picture.duration == nil && picture.lufs == nil)

            #expect(
                verified.problems.contains { $0.hasPrefix("remix kpop gs://local/anime_dance/kpop.mp4: tool_failed") }
            )
            #expect(verified.problems.contains { $0.hasPrefix("poster gs://local/anime_dance/poster.png:") })
            let others = verified.problems.filter { !$0.hasPrefix("remix kpop") && !$0.hasPrefix("poster") }
            #expect(others.allSatisfy { $0.contains("LUFS") || $0.contains("dBTP") })
        }
    }

    @Test("a digest is the file's SHA-256", arguments: [0, 1, 3_000_000])
    func digest(count: Int) async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending("f")
            try file.write(String(repeating: "a", count: count))
            let digest = try FileDigest(of: file)
            let judge = try await ToolRunner().run(ToolCommand("sha256sum", [file.string], timeLimit: .seconds(20)))
            #expect(digest.bytes == Int64(count))
            #expect(judge.output.hasPrefix(digest.sha256))
        }
    }
}
