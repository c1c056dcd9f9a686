import OdoriJSON
import Foundation
import OdoriDomain
import Testing

@Suite("The guide to the API", .timeLimit(.minutes(5)))
struct GuideTests {
    /// A block to run, and the answer that the guide shows for it.
    private struct Example {
        var script: String
        var answer: JSONValue?
    }

    private static let mark = "@@ the next block @@"

    @Test("every block of it runs as it stands, and is answered with everything that the guide shows")
    func examples() async throws {
        let examples = try Self.examples()
        #expect(examples.count >= 12 && examples.count { $0.answer != nil } >= 8)
        try await LiveAPI.running { api in
            let outputs = try Self.run(examples.map(\.script), api)
            #expect(outputs.count == examples.count)
            for (example, output) in zip(examples, outputs) {
                guard let shown = example.answer else { continue }
                let found = try JSONDecoder().decode(JSONValue.self, from: Data(output.utf8))
                #expect(Self.lacks(found, of: shown) == [], "\(example.script)\n\(output)")
            }
        }
    }

    /// `sh` blocks in order, each with the `json` block right after it.
    private static func examples() throws -> [Example] {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/API.md")
        let text = try String(contentsOf: page.standardizedFileURL, encoding: .utf8)
        var examples: [Example] = []
        for match in text.matches(of: #/(?s)```(sh|json)\n(.*?)```/#) {
            let content = String(match.output.2)
            if match.output.1 == "sh" {
                examples.append(Example(script: content))
            } else {
                let answer = try JSONDecoder().decode(JSONValue.self, from: Data(content.utf8))
                examples[examples.count - 1].answer = answer
            }
        }
        return examples
    }

    /// Runs all blocks in one shell that stops at the first failure.
    private static func run(_ scripts: [String], _ api: LiveAPI) throws -> [String] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-euo", "pipefail", "-c", scripts.joined(separator: "\necho '\(mark)'\n")]
        process.environment = ["API": api.url, "KEY": LiveAPI.key, "PATH": "/usr/bin:/bin"]
        process.standardOutput = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: said, as: UTF8.self).components(separatedBy: mark)
    }

    /// Members that are shown and not there, or of another type; `…` stands for any text.
    private static func lacks(_ found: JSONValue, of shown: JSONValue, at path: String = "") -> [String] {
        switch (shown, found) {
        case (.object(let members), .object(let others)):
            members.flatMap { name, value in
                others[name].map { lacks($0, of: value, at: "\(path)/\(name)") } ?? ["\(path)/\(name) is missing"]
            }
        case (.array(let values), .array(let others)):
            values.count > others.count
                ? ["\(path) has \(others.count) elements"]
                : zip(values, others).flatMap { lacks($1, of: $0, at: "\(path)/-") }
        case (.string("…"), .string): []
        case (.string, .string) where path.hasSuffix("/job_id"): []
        default: shown == found ? [] : ["\(path) is \(found)"]
        }
    }
}
