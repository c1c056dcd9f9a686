package import Foundation

/// Programs that are run to their end.
package enum Command {
    /// Runs a program and returns what it said; throws with everything it said when it fails.
    package static func output(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], hint: String = ""
    ) async throws -> String {
        let process = try JudgeProcess(program, arguments, environment: environment)
        let status = await process.waitUntilEnded()
        let said = process.said.trimmingCharacters(in: .whitespacesAndNewlines)
        process.stop()
        guard status == 0 else {
            throw JudgeProcess.Failed(
                "\(program) \(arguments.joined(separator: " ")) ends with \(status): \(said) \(hint)")
        }
        return said
    }

    /// Runs a script of `Tests/Interop` with the Python environment of the official clients; answers its last line.
    package static func python(
        _ script: String, _ arguments: [String] = [], environment: [String: String] = [:]
    ) async throws -> String {
        let python = try await python()
        let said = try await output(
            python, [interop.appending(path: script).path] + arguments, environment: environment)
        return said.split(separator: "\n").last.map(String.init) ?? ""
    }

    /// The Python of the official clients' environment, which is made when it is not there.
    package static func python() async throws -> String {
        let said = try await output(interop.appending(path: "venv.sh").path, [])
        return said.split(separator: "\n").last.map(String.init) ?? ""
    }

    /// The folder of the scripts.
    package static let interop = repository.appending(path: "Tests/Interop")

    /// The root of the sources.
    package static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
}
