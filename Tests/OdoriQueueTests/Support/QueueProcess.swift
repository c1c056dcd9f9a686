import Foundation
import Subprocess
import SystemPackage

/// The built `odori-queue`, run as a process of its own.
enum QueueProcess {
    /// The executable, which is built beside the tests.
    static func executable() throws -> FilePath {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(filePath: tests).deletingLastPathComponent().appending(path: "odori-queue").path
        guard FileManager.default.isExecutableFile(atPath: path) else { throw Missing(path: path) }
        return FilePath(path)
    }

    struct Missing: Error {
        let path: String
    }

    /// How a process that was run came to its end.
    enum End: Sendable, Equatable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// How a process that was run is brought to its end.
    enum Ending: Sendable {
        case kill
        case terminate
        case endOfInput
    }

    /// Runs the server until the work is done, ends it, and says how it ended.
    static func run<Result: Sendable>(
        on directory: URL, port: Int = 0, supervised: Bool = false, ending: Ending = .kill,
        _ work: @escaping @Sendable (TasksClient) async throws -> Result
    ) async throws -> (result: Result, end: End) {
        let outcome = try await Subprocess.run(
            .path(try executable()),
            arguments: ["--port", "\(port)", "--data-dir", directory.path, "--log-level", "error"],
            environment: .inherit.updating(["ODORI_SUPERVISED": supervised ? "1" : "0"]),
            input: .inputWriter, output: .sequence, error: .discarded
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            guard let line = try await lines.next(), let url = line.split(separator: " ").last else {
                throw NoListeningLine()
            }
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await work(TasksClient(baseURL: url.trimmingCharacters(in: .whitespacesAndNewlines))))
            } catch {
                result = .failure(error)
            }
            switch ending {
            case .kill: try execution.send(signal: .kill)
            case .terminate: try execution.send(signal: .terminate)
            case .endOfInput: break
            }
            try await execution.standardInputWriter.finish()
            while try await lines.next() != nil {}
            return result
        }
        let end: End =
            switch outcome.terminationStatus {
            case .exited(let code): .exited(code)
            case .signaled(let signal): .signalled(signal)
            }
        return (try outcome.closureResult.get(), end)
    }

    struct NoListeningLine: Error {}
}
