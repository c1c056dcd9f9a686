import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// A server of this build as a process of its own; killed when it is let go.
final class ServerProcess: Sendable {
    private let process: Process
    private let log: String

    /// - Parameter directory: where its log is written.
    init(_ program: String, _ arguments: [String], _ environment: [String: String], in directory: String) throws {
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        log = "\(directory)/\(program)-\(UUID().uuidString).log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process = Process()
        process.executableURL = tests.appending(path: program)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle(forWritingAtPath: log)
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// The port that it says it listens on, once it does.
    func port() async throws -> Int {
        for _ in 0..<600 {
            let said = try String(contentsOfFile: log, encoding: .utf8)
            if let match = said.firstMatch(of: #/listening on 127\.0\.0\.1:(\d+)/#), let port = Int(match.output.1) {
                return port
            }
            try #require(process.isRunning, "it ended: \(said.suffix(2000))")
            try await Task.sleep(for: .milliseconds(50))
        }
        throw APIFixture.Missing()
    }
}

/// The API and its queue as processes, without a worker: jobs are accepted and stay queued.
struct LiveAPI {
    static let key = "key-of-a-test"

    let url: String
    let directory: String

    /// Runs both on an empty data directory with one reference while `body` runs.
    static func running(_ body: (LiveAPI) async throws -> Void) async throws {
        let directory = NSTemporaryDirectory() + "odori-live-api-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let queue = try ServerProcess(
            "odori-queue", ["--port", "0", "--data-dir", "\(directory)/queue"], [:], in: directory)
        let queuePort = try await queue.port()
        let environment = [
            "PORT": "0", "ODORI_DATA_DIR": "\(directory)/data", "PIPELINE_API_KEY": key,
            "CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:\(queuePort)", "ODORI_WORKER_URL": "http://127.0.0.1:9",
        ]
        for name in ["generate", "poll", "media", "notify"] { try await create("odori-\(name)", on: queuePort) }
        let api = try ServerProcess("odori-api", [], environment, in: directory)
        let live = LiveAPI(url: "http://127.0.0.1:\(try await api.port())", directory: directory)
        try await live.addReference()
        try await body(live)
        withExtendedLifetime((queue, api)) {}
    }

    private static func create(_ queue: String, on port: Int) async throws {
        let parent = "projects/odori-local/locations/us-central1"
        let body = #"{"name": "\#(parent)/queues/\#(queue)", "rateLimits": {"maxConcurrentDispatches": 1}}"#
        try await post("http://127.0.0.1:\(port)/v2/\(parent)/queues", body, type: "application/json")
    }

    private func addReference() async throws {
        try await Self.post(
            "\(url)/api/v1/pipeline/references?rights=owned&adults_only=true&file_name=one.mp4", "bytes",
            type: "video/mp4")
    }

    private static func post(_ url: String, _ body: String, type: String) async throws {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.body = .bytes(ByteBuffer(string: body))
        request.headers.add(name: "Content-Type", value: type)
        request.headers.add(name: "Authorization", value: "Bearer \(key)")
        let status = try await HTTPClient.shared.execute(request, timeout: .seconds(30)).status.code
        #expect((200..<300).contains(status), "\(url)")
    }
}
