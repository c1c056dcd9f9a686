import Foundation
import Testing

/// A program of this build that serves until it is let go; what it says goes to a file.
final class Server: Sendable {
    private let process = Process()
    private let log: String
    private let name: String

    struct Missing: Error {}

    /// - Parameter directory: where its log is written.
    init(_ program: String, _ arguments: [String], _ environment: [String: String] = [:], in directory: String) throws {
        name = program
        log = "\(directory)/\(program)-\(UUID().uuidString).log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.executableURL = Self.program(program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: log)
        process.standardError = process.standardOutput
        try process.run()
    }

    /// A program beside this one.
    static func program(_ name: String) -> URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
    }

    /// Waits until it has said something that matches, and answers the match's first group.
    func says(_ pattern: Regex<(Substring, Substring)>) async throws -> String {
        for _ in 0..<1200 {
            let said = try String(contentsOfFile: log, encoding: .utf8)
            if let match = said.firstMatch(of: pattern) { return String(match.output.1) }
            try #require(process.isRunning, "\(name) ended: \(said.suffix(2000))")
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Missing()
    }

    /// Asks it to end, and waits until it has.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}

/// An empty directory, gone afterwards.
func withDirectory(_ body: (String) async throws -> Void) async throws {
    let directory = NSTemporaryDirectory() + "odori-browser-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try await body(directory)
}
