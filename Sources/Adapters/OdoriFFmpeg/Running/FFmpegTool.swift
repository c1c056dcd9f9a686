import OdoriDomain
import OdoriProcess
import SystemPackage

/// Runs ffmpeg and ffprobe.
struct FFmpegTool: Sendable {
    private let runner = ToolRunner()

    /// Runs a command; `pictures` is how many it will write, for progress from 0 to 1.
    func run(
        _ command: FFmpegCommand,
        pictures: Int,
        timeLimit: Duration = .seconds(600),
        progress: @Sendable (Double) async -> Void
    ) async throws {
        let tool = ToolCommand(
            "ffmpeg",
            ["-progress", "pipe:1", "-stats_period", "0.5"] + command.arguments,
            timeLimit: timeLimit,
            limits: command.readsForeign ? InputGuard.limits : nil
        )
        try await withoutActuallyEscaping(progress) { progress in
            _ = try await runner.run(tool, outputLimit: 0) { line in
                if let frame = ProgressLine.frame(line), pictures > 0 {
                    await progress(min(1, Double(frame) / Double(pictures)))
                }
            }
        }
    }

    /// Runs a command and returns what it printed.
    @discardableResult
    func run(_ command: FFmpegCommand, timeLimit: Duration = .seconds(300)) async throws -> String {
        let limits = command.readsForeign ? InputGuard.limits : nil
        let tool = ToolCommand("ffmpeg", command.arguments, timeLimit: timeLimit, limits: limits)
        return try await runner.run(tool).output
    }

    /// Runs a command whose complaints matter: returns what it printed, and the last of what it complained of.
    func listen(_ command: FFmpegCommand, timeLimit: Duration = .seconds(300)) async throws -> ToolOutput {
        try await runner.run(ToolCommand("ffmpeg", command.arguments, timeLimit: timeLimit))
    }

    /// Asks ffprobe about a file; returns what it printed.
    ///
    /// - Parameter foreign: what a file that is not ours was found to be.
    func probe(_ file: FilePath, _ questions: [String], foreign: ForeignContainer?) async throws -> String {
        let allocation = foreign == nil ? [] : InputGuard.allocation
        let arguments = ["-v", "error"] + allocation + InputGuard.arguments(foreign: foreign) + questions
        let address = ["-i", InputGuard.address(of: file)]
        let limits = foreign == nil ? nil : InputGuard.limits
        return try await runner.run(
            ToolCommand("ffprobe", arguments + address, timeLimit: .seconds(60), limits: limits)
        ).output
    }
}

/// A line of ffmpeg's `-progress` report.
enum ProgressLine {
    /// Pictures written so far, if the line tells.
    static func frame(_ line: String) -> Int? {
        guard line.hasPrefix("frame=") else { return nil }
        return Int(line.dropFirst("frame=".count).drop { $0 == " " })
    }
}
