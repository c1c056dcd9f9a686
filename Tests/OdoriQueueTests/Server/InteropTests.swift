import Foundation
import OdoriJudges
import Subprocess
import SystemPackage
import Testing

@testable import OdoriQueue

@Suite("Google's own Python client", .timeLimit(.minutes(5)))
struct InteropTests {
    private static let scripts = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../Interop").standardizedFileURL

    private struct ScriptFailed: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a program and returns its last line of output; throws with everything it said when it fails.
    private func output(of program: String, _ arguments: [String]) async throws -> String {
        let result = try await Subprocess.run(
            .path(FilePath(program)),
            arguments: Arguments(arguments),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        let output = result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
        guard result.terminationStatus.isSuccess else {
            throw ScriptFailed(description: "\(program) \(arguments): \(output)\n\(result.standardError)")
        }
        return output.split(separator: "\n").last.map(String.init) ?? ""
    }

    private func python(_ script: String, _ arguments: String...) async throws -> String {
        let python = try await output(of: Self.scripts.appending(path: "venv.sh").path, [])
        return try await output(of: python, [Self.scripts.appending(path: script).path] + arguments)
    }

    @Test("it creates, reads and deletes queues and tasks, and google-auth verifies the token of a push")
    func client() async throws {
        let target = TargetServer()
        try await target.running { url in
            try await withServer { server in
                let said = try await python("cloud_tasks.py", server.baseURL, url)
                #expect(said == "ok")

                try await target.waitForPushes(1)
                let push = try #require(target.pushes.first)
                #expect(push.body == "hello from google" && push.path == "/now" && push.task == "now")
                let token = try #require(push.header("Authorization")).dropFirst("Bearer ".count)
                let claims = try await python(
                    "verify_token.py",
                    "\(server.baseURL)/.well-known/jwks.json",
                    "https://worker.example",
                    String(token)
                )
                #expect(claims.contains(#""email": "tasks@p1.example""#))
                #expect(claims.contains(#""iss": "\#(server.baseURL)""#))
            }
        }
    }

    @Test("it changes, lists, pauses, purges and resumes queues, and runs a task out of turn, as an operator does")
    func operations() async throws {
        let target = TargetServer()
        try await target.running { url in
            try await withServer { server in
                let said = try await python("cloud_tasks_all.py", server.baseURL, url)
                #expect(said == "ok")
                try await target.waitForPushes(4)
                // What was held was thrown away, so only what came after it arrives.
                #expect(Set(target.pushes.map(\.path)) == ["/n0", "/n1", "/n2", "/n3"])
            }
        }
    }

    @Test("a client that was made from the server's own description works, and the description says what Google's says")
    func discovery() async throws {
        try await withServer { server in
            let said = try await python("cloud_tasks_discovery.py", server.baseURL)
            #expect(said == "ok")
        }
    }

    @Test("gcloud does the same on its command line", Judges.calls("gcloud"))
    func gcloud() async throws {
        try await withServer { server in
            let said = try await output(of: Self.scripts.appending(path: "gcloud_tasks.sh").path, [server.baseURL])
            #expect(said == "ok")
        }
    }
}
