import Foundation
import Subprocess
import SystemPackage

/// The programs of this build, which lie beside the test bundle.
enum Programs {
    static func path(_ name: String) throws -> FilePath {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return FilePath(own).removingLastComponent().appending(name)
    }

    struct Ended {
        var status: TerminationStatus
        var output: String
        var errors: String
    }

    /// Runs `odori` to its end.
    static func odori(_ arguments: [String], environment: [Environment.Key: String?] = [:]) async throws -> Ended {
        let result = try await Subprocess.run(
            .path(path("odori")),
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
