import Foundation

/// The frame of a process's main function.
package enum ProcessMain {
    /// Runs a process's body and ends with the exit code that its end deserves: 0, 78 for a configuration that cannot be
    /// used, 1 for anything else. What is wrong is printed on standard error.
    package static func run(_ body: () async throws -> Void) async {
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

    private static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
