import Foundation
import OdoriSettings
import Testing

@Suite("Secrets that a machine makes for itself")
struct LocalSecretsTests {
    @Test("a key is made once, for its owner's eyes only")
    func once() throws {
        try withDirectory { directory in
            let secrets = LocalSecrets(dataDirectory: directory)
            let first = try secrets.apiKey()
            let second = try secrets.apiKey()
            #expect(first.isNew && !second.isNew)
            #expect(first.key == second.key)
            #expect(first.key.value.hasPrefix("odori_") && first.key.value.count == 46)
            #expect(try permissions(directory + "/api-key") == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["api-key"])
        }
    }

    @Test("secrets of different names differ")
    func names() throws {
        try withDirectory { directory in
            let secrets = LocalSecrets(dataDirectory: directory)
            let one = try secrets.secret(named: "link")
            #expect(try one != secrets.secret(named: "other"))
            #expect(try one == secrets.secret(named: "link"))
            #expect(try permissions(directory + "/secrets/link") == 0o600)
            #expect(try permissions(directory + "/secrets") == 0o700)
        }
    }

    @Test("of many who ask at once, one makes the key and all get it")
    func race() async throws {
        try await withDirectory { directory in
            let found = try await withThrowingTaskGroup(of: (Secret, Bool).self) { group in
                for _ in 0..<32 {
                    group.addTask { try LocalSecrets(dataDirectory: directory).apiKey() }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(found.map(\.0)).count == 1)
            #expect(found.count(where: \.1) == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["api-key"])
        }
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func withDirectory(_ body: (String) async throws -> Void) async throws {
        let directory = NSTemporaryDirectory() + "odori-secrets-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await body(directory)
    }

    private func withDirectory(_ body: (String) throws -> Void) throws {
        let directory = NSTemporaryDirectory() + "odori-secrets-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try body(directory)
    }
}
