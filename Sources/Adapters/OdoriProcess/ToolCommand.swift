package import SystemPackage

/// One run of an outside program.
package struct ToolCommand: Sendable, Hashable {
    /// The program's name, looked up in `PATH`, e.g. `ffmpeg`.
    package var tool: String
    package var arguments: [String]
    /// Where it runs; nil = where we run.
    package var directory: FilePath?
    /// It is killed after this, and the run fails with `time_limit`.
    package var timeLimit: Duration
    /// Nil: as much as there is.
    package var limits: ToolLimits?

    package init(
        _ tool: String, _ arguments: [String], in directory: FilePath? = nil, timeLimit: Duration,
        limits: ToolLimits? = nil
    ) {
        self.tool = tool
        self.arguments = arguments
        self.directory = directory
        self.timeLimit = timeLimit
        self.limits = limits
    }
}

/// What a program said.
package struct ToolOutput: Sendable, Hashable {
    /// Everything on standard output, up to the limit asked for.
    package var output: String
    /// The last lines of standard error.
    package var errorTail: String

    package init(output: String, errorTail: String) {
        self.output = output
        self.errorTail = errorTail
    }
}
