import Foundation

/// The built `odori-api`, run as a process of its own on a data directory of its own.
final class APIProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let errors = Pipe()

    init(_ environment: [String: String], data: String) throws {
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        process.executableURL = tests.appending(path: "odori-api")
        process.environment = ["ODORI_DATA_DIR": data, "PORT": "0"].merging(environment) { $1 }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
    }

    /// Returns once it listens.
    func waitUntilListening() throws {
        var log = Data()
        while !String(decoding: log, as: UTF8.self).contains("listening") {
            let more = errors.fileHandleForReading.availableData
            guard !more.isEmpty else { throw APIFixture.Missing() }
            log += more
        }
    }

    func closeInput() throws {
        try input.fileHandleForWriting.close()
    }

    func terminate() {
        process.terminate()
    }

    /// Waits for its end.
    func result() throws -> (status: Int32, output: String, errors: String) {
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: printed, as: UTF8.self),
            String(decoding: complaints, as: UTF8.self)
        )
    }
}
