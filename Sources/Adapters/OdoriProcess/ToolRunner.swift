import OdoriDomain
import Subprocess
import SystemPackage

/// Runs outside programs: with a time limit, killed with their whole process group when the task is cancelled, and
/// never outliving this process, even when it is killed itself.
package struct ToolRunner: Sendable {
    package init() {}

    /// Runs a program to its end.
    ///
    /// - Parameter onLine: receives each line of standard output as it comes (ffmpeg's `-progress pipe:1`).
    /// - Throws: `tool_missing` (permanent), `time_limit` (transient), `tool_failed` (transient) with the tail of
    ///   standard error for any exit status but 0, `CancellationError`.
    package func run(
        _ command: ToolCommand,
        outputLimit: Int = 4 << 20,
        onLine: (@Sendable (String) async -> Void)? = nil
    ) async throws -> ToolOutput {
        try await withThrowingTaskGroup(of: ToolOutput?.self) { group in
            group.addTask { try await Self.supervise(command, outputLimit: outputLimit, onLine: onLine) }
            group.addTask {
                try await ContinuousClock().sleep(for: command.timeLimit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let output = first else {
                throw OdoriError(
                    .timeLimit,
                    "\(command.tool) took longer than \(command.timeLimit.components.seconds) s and was stopped",
                    .transient
                )
            }
            return output
        }
    }

    /// Those of some programs that are not there to be run. Nothing is started.
    package static func missing(of tools: [String]) async -> [String] {
        var missing: [String] = []
        for tool in tools {
            do throws(SubprocessError) {
                _ = try await Executable.name(tool).resolveExecutablePath(in: .inherit)
            } catch {
                missing.append(tool)
            }
        }
        return missing
    }

    private static func supervise(
        _ command: ToolCommand,
        outputLimit: Int,
        onLine: (@Sendable (String) async -> Void)?
    ) async throws -> ToolOutput {
        let run: (status: TerminationStatus, output: ToolOutput)
        do {
            run = try await spawn(command, outputLimit: outputLimit, onLine: onLine)
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw OdoriError(.toolFailed, "\(command.tool) could not be started: \(error)", .transient)
        }
        // A cancelled run ends like any other, with the status of the kill.
        try Task.checkCancellation()
        if let failure = ToolFailure.error(of: command.tool, run.status, tail: run.output.errorTail) {
            throw failure
        }
        return run.output
    }

    private static func spawn(
        _ command: ToolCommand,
        outputLimit: Int,
        onLine: (@Sendable (String) async -> Void)?
    ) async throws -> (status: TerminationStatus, output: ToolOutput) {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(200))
        ]
        // The input's write end stays open as long as this process and the run live: it is the watchdog's lifeline.
        let result = try await Subprocess.run(
            .path("/bin/sh"),
            arguments: Arguments(
                ["-c", Watchdog.script(command.limits), Watchdog.name, command.tool] + command.arguments),
            workingDirectory: command.directory,
            platformOptions: options,
            input: .inputWriter,
            output: .sequence,
            error: .sequence
        ) { execution in
            let (standardOutput, standardError) = (execution.standardOutput, execution.standardError)
            async let tail = errorTail(of: standardError)
            let output = try await collect(standardOutput, limit: outputLimit, onLine: onLine)
            return ToolOutput(output: output, errorTail: try await tail)
        }
        return (result.terminationStatus, result.closureResult)
    }

    private static func collect(
        _ sequence: SubprocessOutputSequence,
        limit: Int,
        onLine: (@Sendable (String) async -> Void)?
    ) async throws -> String {
        var kept: [UInt8] = []
        var splitter = LineSplitter()
        for try await buffer in sequence {
            let bytes = buffer.withUnsafeBytes { Array($0) }
            kept += bytes.prefix(max(0, limit - kept.count))
            guard let onLine else { continue }
            for line in splitter.add(bytes) {
                await onLine(line)
            }
        }
        if let onLine, let rest = splitter.finish() {
            await onLine(rest)
        }
        return String(decoding: kept, as: UTF8.self)
    }

    private static func errorTail(of sequence: SubprocessOutputSequence) async throws -> String {
        var splitter = LineSplitter()
        var tail = LineTail()
        for try await buffer in sequence {
            splitter.add(buffer.withUnsafeBytes { Array($0) }).forEach { tail.add($0) }
        }
        if let rest = splitter.finish() {
            tail.add(rest)
        }
        return tail.text
    }
}
