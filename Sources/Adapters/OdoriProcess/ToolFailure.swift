import OdoriDomain
import Subprocess

/// Turns how a program ended into one of our errors.
enum ToolFailure {
    /// Programs by the Debian package that brings them.
    private static let packages = [
        "ffmpeg": "ffmpeg",
        "ffprobe": "ffmpeg",
        "aubio": "aubio-tools",
        "fluidsynth": "fluidsynth",
        "rsvg-convert": "librsvg2-bin",
    ]

    /// The error of a run, nil when it ended well.
    static func error(of tool: String, _ status: TerminationStatus, tail: String) -> OdoriError? {
        switch status {
        case .exited(0): nil
        case .exited(127) where tail.contains(Watchdog.missing): missing(tool)
        case .exited(let code) where (129...192).contains(code):
            failed("was killed by signal \(code - 128)", tool, tail)
        case .exited(let code): failed("ended with status \(code)", tool, tail)
        case .signaled(let signal): failed("was killed by signal \(signal)", tool, tail)
        }
    }

    static func missing(_ tool: String) -> OdoriError {
        let hint = packages[tool].map { ": install Debian's package \($0)" } ?? ""
        return OdoriError(.toolMissing, "the program \(tool) is not installed\(hint)")
    }

    private static func failed(_ how: String, _ tool: String, _ tail: String) -> OdoriError {
        OdoriError(.toolFailed, "\(tool) \(how)" + (tail.isEmpty ? "" : ": \(tail)"), .transient)
    }
}
