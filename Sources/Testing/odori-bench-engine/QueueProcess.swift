import Foundation

/// `odori-queue` as a process of its own, from beside this program.
struct QueueProcess: Sendable {
    let processIdentifier: Int32
    let baseURL: String

    /// It did not say where it listens.
    struct Silent: Error {}

    /// Runs the queue while `body` runs; should this process die, it ends by itself.
    static func running(in directory: URL, _ body: (QueueProcess) async throws -> Void) async throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = try program("odori-queue")
        process.arguments = [
            "--port", "0", "--data-dir", directory.appending(path: "queue").path, "--log-level", "error",
        ]
        process.environment = ["ODORI_SUPERVISED": "1"]
        process.standardInput = Pipe()
        process.standardOutput = output
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        guard let line = String(bytes: output.fileHandleForReading.availableData, encoding: .utf8),
            let url = line.split(separator: " ").last?.trimmingCharacters(in: .whitespacesAndNewlines)
        else { throw Silent() }
        try await body(QueueProcess(processIdentifier: process.processIdentifier, baseURL: url))
    }

    private static func program(_ name: String) throws -> URL {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: own).deletingLastPathComponent().appending(path: name)
    }
}
