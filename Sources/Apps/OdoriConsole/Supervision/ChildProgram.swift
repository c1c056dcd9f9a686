package import SystemPackage

/// A program that is kept running.
package struct ChildProgram: Sendable {
    /// What people call it: `api`, `worker`, `queue`.
    package var name: String
    package var executable: FilePath
    package var arguments: [String]
    /// Put over the environment that it inherits.
    package var environment: [String: String]
    /// Receives everything it says.
    package var log: FilePath

    package init(
        name: String,
        executable: FilePath,
        arguments: [String],
        environment: [String: String],
        log: FilePath
    ) {
        self.name = name
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.log = log
    }
}
