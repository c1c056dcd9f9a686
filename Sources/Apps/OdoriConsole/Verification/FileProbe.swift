package import OdoriProcess
package import SystemPackage

/// Measures files with ffprobe and ffmpeg, run as processes: a second opinion on what the worker delivered.
package struct FileProbe: Sendable {
    private static let timeLimit = Duration.seconds(120)

    private let tools: ToolRunner

    package init(tools: ToolRunner = ToolRunner()) {
        self.tools = tools
    }

    /// Reads a file's facts from its bytes.
    ///
    /// - Throws: `ClientProblem` when it cannot be read, `OdoriError` when a tool fails on it.
    package func facts(of path: FilePath, isVideo: Bool) async throws -> FileFacts {
        let digest = try FileDigest(of: path)
        var facts = FileFacts(bytes: digest.bytes, sha256: digest.sha256)
        let answer = try ProbeAnswer(
            json: try await run(
                "ffprobe",
                ["-v", "error", "-show_entries", ProbeAnswer.entries, "-of", "json", path.string]
            ).output
        )
        let video = answer.stream("video")
        facts.width = video?.width
        facts.height = video?.height
        facts.codec = video?.codec
        facts.profile = video?.profile
        facts.pixelFormat = video?.pixelFormat
        guard isVideo else { return facts }
        facts.fps = ProbeAnswer.rate(video?.frameRate)
        facts.duration = answer.format?.duration.flatMap(Double.init)
        facts.videoPackets = try await videoPackets(of: path)
        guard let audio = answer.stream("audio") else { return facts }
        facts.audioCodec = audio.codec
        let loudness = LoudnessSummary(log: try await loudnessLog(of: path))
        facts.lufs = loudness?.lufs
        facts.dbtp = loudness?.dbtp
        return facts
    }

    private func videoPackets(of path: FilePath) async throws -> String {
        let output = try await run(
            "ffmpeg",
            ["-v", "error", "-i", path.string, "-map", "0:v", "-c", "copy", "-f", "md5", "-"]
        ).output
        return String(output.filter { !$0.isWhitespace })
    }

    private func loudnessLog(of path: FilePath) async throws -> String {
        // `framelog=verbose` keeps the filter's running values out of the log; the summary stays.
        let filter = "ebur128=peak=true:framelog=verbose"
        return try await run(
            "ffmpeg",
            ["-hide_banner", "-nostats", "-i", path.string, "-map", "0:a", "-af", filter, "-f", "null", "-"]
        ).errorTail
    }

    private func run(_ tool: String, _ arguments: [String]) async throws -> ToolOutput {
        try await tools.run(ToolCommand(tool, arguments, timeLimit: Self.timeLimit))
    }
}
