import Foundation
import OdoriFakes
import Testing

/// fal's own Python client judges the fake that judges our client.
@Suite("The fake as fal", .timeLimit(.minutes(5)))
struct OfficialClientTests {
    private static let scripts = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../Interop").standardizedFileURL

    @Test("the official client submits, follows, fetches, calls off and hears of failures")
    func official() async throws {
        try await FakeProviders.running(faults: #"{"end_after_ms": 700}"#) { fake in
            let python = try Self.run("/bin/sh", [Self.scripts.appending(path: "venv.sh").path]).output
            let said = try Self.run(
                python, [Self.scripts.appending(path: "fal_queue.py").path, fake.base, FakeProviders.key])
            #expect(said.status == 0 && said.output.hasSuffix("ok"), "\(said.output)")
        }
    }

    @Test("the official client submits twice what our client submits once")
    func twice() async throws {
        try await FakeProviders.running(faults: #"{"lose_reply_every": 2}"#) { fake in
            let python = try Self.run("/bin/sh", [Self.scripts.appending(path: "venv.sh").path]).output
            let said = try Self.run(
                python,
                [Self.scripts.appending(path: "fal_queue.py").path, fake.base, FakeProviders.key, "submit", "2"])
            #expect(said.status == 0, "\(said.output)")
            #expect(try await fake.books().operations > 2)
        }
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return (process.terminationStatus, text)
    }
}
