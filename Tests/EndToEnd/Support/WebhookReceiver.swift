import Foundation
import Subprocess
import Synchronization
import SystemPackage
import Testing

/// A receiver of webhooks that verifies with the official Python package; down for its first requests.
final class WebhookReceiver: Sendable {
    /// One request, by the names that the script prints.
    struct Told: Decodable, Sendable {
        var id: String
        /// Under each secret.
        var verified: [Bool]
        /// Whether a changed body was taken too.
        var forged: Bool
        var type: String
        var job_id: String
        var job_status: String
        var body: String
    }

    let port: Int
    private let heard = Mutex<[Told]>([])

    private init(port: Int) {
        self.port = port
    }

    /// Every request so far.
    var told: [Told] { heard.withLock { $0 } }

    private static let scripts = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../Interop").standardizedFileURL

    /// Runs it while `body` runs.
    static func running(
        down: Int, secrets: [String], _ body: @escaping @Sendable (WebhookReceiver) async throws -> Void
    ) async throws {
        let made = try await Subprocess.run(
            .path(FilePath(scripts.appending(path: "venv.sh").path)), output: .string(limit: 4096),
            error: .string(limit: 1 << 20))
        let python = made.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(made.terminationStatus.isSuccess, "\(made.standardError)")
        _ = try await Subprocess.run(
            .path(FilePath(python)),
            arguments: Arguments([scripts.appending(path: "webhook_receiver.py").path, "\(down)"] + secrets),
            input: .inputWriter, output: .sequence, error: .discarded
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            let first = try #require(try await lines.next()).trimmingCharacters(in: .whitespacesAndNewlines)
            let receiver = WebhookReceiver(port: try #require(Int(first)))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await body(receiver)
                    try await execution.standardInputWriter.finish()
                }
                while let line = try await lines.next() {
                    let told = try JSONDecoder().decode(Told.self, from: Data(line.utf8))
                    receiver.heard.withLock { $0.append(told) }
                }
                try await group.waitForAll()
            }
        }
    }
}
