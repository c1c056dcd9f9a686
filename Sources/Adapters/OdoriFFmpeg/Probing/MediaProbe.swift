import OdoriDomain
import SystemPackage

/// Reads what files are.
struct MediaProbe: Sendable {
    let tool: FFmpegTool

    /// Reads a video somebody gave us.
    func usable(_ video: FilePath) async throws -> UsableVideo {
        do {
            let container = try Self.container(video)
            // A second more than is kept: the last picture's end must be seen, and a long film must not be read whole.
            let window = ["-read_intervals", "%+\(Int(Frame.longestReferenceSeconds) + 1)"]
            let report = try await packets(video, window: window, foreign: container)
            return try UsableVideo(report: report, packets: report.pictures, container: container)
        } catch let error as OdoriError where error.code == .toolFailed {
            throw ForeignFailure.error(error, reason: "the file cannot be read as a video")
        }
    }

    private static func container(_ video: FilePath) throws -> ForeignContainer {
        do {
            return try ForeignContainer.of(video)
        } catch is Errno {
            throw OdoriError(.mediaInvalid, "the file cannot be read as a video")
        }
    }

    func report(_ file: FilePath, foreign: ForeignContainer? = nil) async throws -> ProbeReport {
        try ProbeReport.decode(try await tool.probe(file, ProbeReport.questions, foreign: foreign))
    }

    /// What a file is, and all its packets.
    func packets(
        _ file: FilePath, window: [String] = [], foreign: ForeignContainer? = nil
    ) async throws -> ProbeReport {
        try ProbeReport.decode(
            try await tool.probe(file, window + ProbeReport.packetQuestions, foreign: foreign))
    }
}

/// Tells a file nobody can read from a machine in trouble, when a tool failed on something we were given.
enum ForeignFailure {
    /// What trouble of our own looks like in a tool's words; trying again may help then. A tool that runs into the limits set for it, or
    /// crashes, does so because of the file.
    private static let ours = [
        "could not be started", "was killed by signal 9", "was killed by signal 15", "No space left",
        "Too many open files", "Resource temporarily unavailable",
    ]

    static func error(_ failure: OdoriError, reason: String) -> OdoriError {
        ours.contains(where: failure.message.contains) ? failure : OdoriError(.mediaInvalid, reason)
    }
}
