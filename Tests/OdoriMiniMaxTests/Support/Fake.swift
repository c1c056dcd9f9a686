import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Subprocess
import SystemPackage
import Testing

/// The built `odori-fake-providers`, running as a process of its own, as MiniMax.
struct Fake: Sendable {
    static let key = "key-of-the-fake"

    let base: String

    static func running(
        faults: String = "{}", _ body: @escaping @Sendable (Fake) async throws -> Void
    ) async throws {
        let ledger = FileManager.default.temporaryDirectory.appending(path: "odori-minimax-\(UUID().uuidString)")
        defer {
            try? FileManager.default.removeItem(at: ledger)
            try? FileManager.default.removeItem(atPath: ledger.path + ".minimax")
        }
        let tests = FilePath(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let film = try film()
        let outcome = try await Subprocess.run(
            .path(tests.removingLastComponent().appending("odori-fake-providers")),
            arguments: [
                "--ledger", ledger.path, "--key", key, "--video", film, "--seconds", "10", "--faults", faults,
            ],
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            guard let line = try await lines.next(), let url = line.split(separator: " ").last else { throw NoWord() }
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(Fake(base: url.trimmingCharacters(in: .whitespacesAndNewlines))))
            } catch {
                result = .failure(error)
            }
            try execution.send(signal: .terminate)
            while try await lines.next() != nil {}
            return result
        }
        try outcome.closureResult.get()
    }

    struct NoWord: Error {}

    /// What stands for a video here: bytes that nobody looks into.
    static let filmBytes = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 % 251) })

    private static func film() throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "odori-minimax-film-\(filmBytes.count).mp4")
        try filmBytes.write(to: file, options: .atomic)
        return file.path
    }

    func setFaults(_ patch: String) async throws {
        var request = HTTPClientRequest(url: base + "/_faults")
        request.method = .PATCH
        request.body = .bytes(ByteBuffer(string: patch))
        #expect(try await HTTPClient.shared.execute(request, timeout: .seconds(10)).status == .ok)
    }

    /// Its books, by their names on the wire.
    struct Books: Decodable, Sendable {
        var arrived: Int
        var operations: Int
        var duplicates: Int
        var billed: Int64
        var submissions: [Entry]

        struct Entry: Decodable, Sendable {
            var id: String?
            var key: String?
            var answered: Bool
        }
    }

    func books() async throws -> Books {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: base + "/_ledger"), timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 20)
        return try JSONDecoder().decode(Books.self, from: Data(body.readableBytesView))
    }
}
