import OdoriDomain

/// Runs outside programs: with a time limit, killed with their whole process group when the task is cancelled, and never
/// outliving this process, even when it is killed itself.
package struct ToolRunner: Sendable {
    package init() {}

    /// Runs a program to its end.
    ///
    /// - Parameter onLine: receives each line of standard output as it comes (ffmpeg's `-progress pipe:1`).
    /// - Throws: `tool_missing` (permanent), `time_limit` (transient), `tool_failed` (transient) with the tail of standard error
    ///   for any exit status but 0, `CancellationError`.
    package func run(
        _ command: ToolCommand,
        outputLimit: Int = 4 << 20,
        onLine: (@Sendable (String) async -> Void)? = nil
    ) async throws -> ToolOutput {
        throw OdoriError(.toolMissing, "\(command.tool) cannot be run yet")
    }
}
