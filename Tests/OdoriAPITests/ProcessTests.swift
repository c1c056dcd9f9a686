import Foundation
import Testing

@Suite("odori-api as a process")
struct ProcessTests {
    @Test("a configuration that cannot be used is told in full, and the process ends with 78")
    func misconfigured() throws {
        try withDirectory { data in
            let environment = ["ODORI_MODE": "moon", "ODORI_MAX_COUNT": "many", "PIPELINE_API_KEYS": "hush"]
            let (status, output, errors) = try APIProcess(environment, data: data).result()
            #expect(status == 78)
            #expect(output.isEmpty)
            for name in environment.keys { #expect(errors.contains("  \(name) ")) }
            #expect(!errors.contains("hush"))
            #expect(!FileManager.default.fileExists(atPath: data))
        }
    }

    @Test("SIGTERM ends it in order; the key that it made is printed by the first start only")
    func terminated() throws {
        try withDirectory { data in
            let first = try APIProcess([:], data: data)
            try first.waitUntilListening()
            first.terminate()
            let (status, output, _) = try first.result()
            #expect(status == 0)
            let key = try String(contentsOfFile: data + "/api-key", encoding: .utf8)
            #expect(output.hasSuffix("\n\(key)"))
            let second = try APIProcess([:], data: data)
            try second.waitUntilListening()
            second.terminate()
            let again = try second.result()
            #expect(again.status == 0)
            #expect(again.output.isEmpty)
            #expect(!again.errors.contains(key))
        }
    }

    @Test("a supervised one ends when its standard input does")
    func supervised() throws {
        try withDirectory { data in
            let api = try APIProcess(["ODORI_SUPERVISED": "1"], data: data)
            try api.waitUntilListening()
            try api.closeInput()
            #expect(try api.result().status == 0)
        }
    }

    private func withDirectory(_ body: (String) throws -> Void) throws {
        let directory = NSTemporaryDirectory() + "odori-api-process-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try body(directory)
    }
}
