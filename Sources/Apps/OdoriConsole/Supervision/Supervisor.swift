import OdoriDomain
import Subprocess
import SystemPackage

/// Keeps one child running: starts it again, with back-off, however it ends, until the supervisor's task is cancelled.
///
/// The child reads from a pipe whose write end only this process holds. It ends itself when the pipe ends, so it never
/// outlives us, even when we are killed with SIGKILL.
package struct Supervisor: Sendable {
    /// Tells a child to watch its standard input.
    package static let mark = "ODORI_SUPERVISED"

    /// The exit status of a program that refuses its configuration; starting it again would not help.
    private static let badConfiguration: CInt = 78

    private let child: ChildProgram
    private let backOff: BackOff
    private let patience: Duration
    private let report: @Sendable (SupervisorEvent) -> Void

    /// - Parameters:
    ///   - patience: how long a child may take to end after SIGTERM before it gets SIGKILL.
    ///   - report: told of what happens.
    package init(
        _ child: ChildProgram,
        backOff: BackOff = BackOff(),
        patience: Duration = .seconds(12),
        report: @escaping @Sendable (SupervisorEvent) -> Void
    ) {
        self.child = child
        self.backOff = backOff
        self.patience = patience
        self.report = report
    }

    /// Runs until cancelled; the child is gone when this returns.
    ///
    /// - Throws: `SupervisorFailure` when the child refuses its configuration or cannot be started at all.
    package func run() async throws {
        let log = try LogFile(path: child.log)
        defer {
            // Every line was written before; there is nothing left that closing could lose.
            try? log.close()
        }
        let clock = ContinuousClock()
        var backOff = backOff
        while !Task.isCancelled {
            let started = clock.now
            let (status, tail) = try await live(log)
            guard !Task.isCancelled else { return }
            if case .exited(Self.badConfiguration) = status {
                throw SupervisorFailure("odori-\(child.name) refuses its configuration:\n\(tail.text)")
            }
            let wait = backOff.wait(afterLiving: clock.now - started)
            report(.ended(child: child.name, how: Self.describe(status, lastWords: tail.last), restart: wait))
            do { try await clock.sleep(for: wait) } catch { return }
        }
    }

    /// One life of the child.
    private func live(_ log: LogFile) async throws -> (TerminationStatus, LogTail) {
        var options = PlatformOptions()
        // A session of its own: a Ctrl-C at the terminal is ours alone, and we pass it on in our own time.
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: patience)]
        var environment = child.environment
        environment[Self.mark] = "1"
        let changes = Dictionary(
            uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), String?.some($0.value)) }
        )
        do {
            let result = try await Subprocess.run(
                .path(child.executable),
                arguments: Arguments(child.arguments),
                environment: .inherit.updating(changes),
                platformOptions: options,
                input: .inputWriter,
                output: .sequence,
                error: .combinedWithOutput
            ) { execution in
                report(.started(child: child.name, pid: execution.processIdentifier.value))
                let output = execution.standardOutput
                // A task of its own, waited for here: it is not cancelled with us, and so hears the child's last words.
                return try await Task { try await listen(to: output, log) }.value
            }
            return (result.terminationStatus, result.closureResult)
        } catch let error as SubprocessError {
            throw SupervisorFailure("\(child.executable) cannot be started: \(error)")
        }
    }

    private func listen(to output: SubprocessOutputSequence, _ log: LogFile) async throws -> LogTail {
        var tail = LogTail()
        for try await line in output.strings() {
            try log.append(line)
            tail.add(line)
            if LogLine.isWarning(line) { report(.warning(child: child.name, line: line)) }
        }
        return tail
    }

    private static func describe(_ status: TerminationStatus, lastWords: String?) -> String {
        switch status {
        case .exited(let code): "ended with status \(code)" + (lastWords.map { " (\($0))" } ?? "")
        case .signaled(let signal): "was killed by signal \(signal)"
        }
    }
}

/// Why a child is not started again.
package struct SupervisorFailure: Error, CustomStringConvertible {
    package var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// The last lines of a child's output.
struct LogTail: Sendable {
    private static let limit = 20
    private var lines: [String] = []

    mutating func add(_ line: String) {
        lines.append(line)
        if lines.count > Self.limit { lines.removeFirst() }
    }

    /// The last line, cut to what fits a line for people.
    var last: String? {
        lines.last.map { $0.count > 200 ? $0.prefix(199) + "…" : $0 }
    }

    var text: String {
        lines.joined(separator: "\n")
    }
}
