import Foundation
import Glibc
import Subprocess
import SystemPackage

/// The programs of this build, which lie beside the test bundle.
enum Programs {
    static func path(_ name: String) throws -> FilePath {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return FilePath(own).removingLastComponent().appending(name)
    }

    /// How to start a program so that it can do no more than a plain user's, though tests may run as root: as the same process in the end,
    /// without a capability.
    ///
    /// - Returns: what to run, and its first arguments.
    static func withoutPrivileges(_ name: String) throws -> (program: FilePath, arguments: [String]) {
        let program = try path(name)
        guard geteuid() == 0 else { return (program, []) }
        return ("/usr/bin/setpriv", ["--bounding-set=-all", "--inh-caps=-all", program.string])
    }

    struct Ended {
        var status: TerminationStatus
        var output: String
        var errors: String
    }

    /// Runs `odori` to its end.
    static func odori(_ arguments: [String], environment: [Environment.Key: String?] = [:]) async throws -> Ended {
        try await run("odori", arguments, environment: environment)
    }

    /// Runs a program to its end.
    static func run(
        _ name: String, _ arguments: [String], environment: [Environment.Key: String?] = [:]
    ) async throws -> Ended {
        let result = try await Subprocess.run(
            .path(path(name)),
            arguments: Arguments(arguments),
            environment: .inherit.updating(environment),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        return Ended(
            status: result.terminationStatus,
            output: result.standardOutput,
            errors: result.standardError
        )
    }
}
