package import OdoriDomain
package import OdoriPorts
import OdoriScratch
package import SystemPackage

/// Listens to tracks with the analyst's ears, and stretches them with ffmpeg.
package struct FFmpegScoreListener: ScoreListener {
    private let tool = FFmpegTool()
    private let scratch: FilePath

    /// As long as a reference is.
    private static let longestHeard = 15.0

    /// - Parameter scratch: where directories for files in between are made.
    package init(scratch: FilePath) {
        self.scratch = scratch
    }

    package func listen(_ track: FilePath) async throws -> HeardTrack {
        guard try await hasSound(track) else { throw OdoriError(.mediaInvalid, "the track has no sound") }
        return try await withScratchDirectory(in: scratch, prefix: "listen") { directory in
            // What follows hears the same samples that are rendered later.
            let plain = directory.appending("track.wav")
            try await render(track, speed: 1, into: plain)
            let analyst = AubioDanceAnalyst(scratch: directory)
            let seconds = try Self.seconds(of: plain)
            let level = try await analyst.level(
                plain, seconds: seconds, in: directory, wave: directory.appending("whole.wav"))
            // The analyst's grid is sure over the length of a dance; over a whole song it would drift.
            let part = directory.appending("part.wav")
            try await render(track, speed: 1, length: Self.longestHeard, into: part)
            let analysis = try await analyst.hear(part, seconds: min(seconds, Self.longestHeard))
            return HeardTrack(analysis: analysis, duration: level.heardSeconds)
        }
    }

    /// A file that no tool can read has none.
    private func hasSound(_ track: FilePath) async throws -> Bool {
        do {
            return try await MediaProbe(tool: tool).report(track).audio != nil
        } catch let error as OdoriError where error.code == .toolFailed {
            return false
        }
    }

    package func render(
        _ track: FilePath, speed: Double, repeats: [BarRepeat], into file: FilePath
    ) async throws {
        try await render(track, speed: speed, length: nil, repeats: repeats, into: file)
    }

    private func render(
        _ track: FilePath, speed: Double, length: Double? = nil, repeats: [BarRepeat] = [], into file: FilePath
    ) async throws {
        let end = length.map { ",atrim=end=\($0)" } ?? ""
        let stretch = speed == 1 ? "" : ",atempo=\(speed)"
        try await tool.run(
            FFmpegCommand(
                inputs: [.init(track)],
                graph: [
                    """
                    [0:a:0]aresample=48000:async=1:first_pts=0\(end)\(stretch)\(RepeatFilter.chain(repeats)),\
                    aformat=sample_fmts=s16:sample_rates=48000:channel_layouts=stereo[a]
                    """
                ],
                output: ["-map", "[a]", "-f", "wav", InputGuard.address(of: file)]))
    }

    /// Of 48 kHz stereo in 16 bits, but for the header.
    private static func seconds(of wave: FilePath) throws -> Double {
        let file = try FileDescriptor.open(wave, .readOnly, options: .closeOnExec)
        return try file.closeAfter { Double(max(0, try file.seek(offset: 0, from: .end) - 44)) / 192_000 }
    }
}
