import Foundation
import Testing

/// The scripts that look at the page through chromium.
enum Script {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// Where pictures for the documentation go, as an argument: only `make pictures` asks for them.
    static let pictures = [ProcessInfo.processInfo.environment["ODORI_PICTURES"]].compactMap(\.self)

    /// Runs a script to its end and prints what it says: figures, and `ok` when all went well.
    static func run(_ name: String, _ arguments: [String]) throws -> String {
        let environment = try execute("/bin/sh", [tests.appending(path: "../Interop/venv.sh").standardizedFileURL.path])
        try #require(environment.status == 0, "the environment cannot be made: \(environment.output)")
        let script = tests.appending(path: "Scripts/\(name).py").path
        let ended = try execute(environment.output, [script] + arguments)
        print(ended.output)
        return ended.output
    }

    private static func execute(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        // What is printed to stderr while the environment is made comes first.
        let answer = program == "/bin/sh" ? text.split(separator: "\n").last.map(String.init) ?? "" : text
        return (process.terminationStatus, answer)
    }
}
