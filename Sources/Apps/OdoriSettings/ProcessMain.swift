import Foundation

/// The frame of a process's main function.
package enum ProcessMain {
    /// Runs a process's body and ends with the exit code that its end deserves: 0, 78 for a configuration that cannot be
    /// used, 1 for anything else. What is wrong is printed on standard error.
    package static func run(_ body: @Sendable () async throws -> Void) async {
        answerArguments(CommandLine.arguments)
        do {
            try await body()
        } catch let problems as SettingsProblems {
            complain(problems.description)
            exit(SettingsProblems.exitCode)
        } catch {
            complain("stopped by an error: \(error)")
            exit(1)
        }
    }

    /// It has no arguments: asked for help it names its settings, and anything else is a mistake (exit 64) rather than a start.
    private static func answerArguments(_ arguments: [String]) {
        guard arguments.count > 1 else { return }
        let program = (arguments[0] as NSString).lastPathComponent
        guard arguments[1] == "--help" || arguments[1] == "-h" else {
            complain("\(program) takes no arguments; \(program) --help lists the variables that it reads")
            exit(64)
        }
        print("\(program) serves until SIGTERM. It takes no arguments and reads these variables:\n")
        let width = SettingKey.all.map(\.name.count).max() ?? 0
        for key in SettingKey.all {
            print("  " + key.name.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + key.summary)
        }
        exit(0)
    }

    private static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
