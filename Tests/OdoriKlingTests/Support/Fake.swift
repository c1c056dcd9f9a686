import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Subprocess
import SystemPackage
import Testing

/// The built `odori-fake-providers`, running as a process of its own.
struct Fake: Sendable {
    static let key = "key-of-the-fake"

    let base: String

    /// How a run of the fake ends.
    enum Ending: Sendable {
        case kill, terminate
    }

    /// Runs the fake on a ledger while `body` runs.
    static func running(
        ledger: String? = nil,
        faults: String = "{}",
        options: [String] = [],
        ending: Ending = .terminate,
        _ body: @escaping @Sendable (Fake) async throws -> Void
    ) async throws {
        let own = FileManager.default.temporaryDirectory.appending(path: "odori-fake-\(UUID().uuidString)")
        defer { if ledger == nil { try? FileManager.default.removeItem(at: own) } }
        let film = try film()
        let outcome = try await Subprocess.run(
            .path(try executable()),
            arguments: Arguments(
                ["--ledger", ledger ?? own.path, "--key", key, "--video", film, "--seconds", "10", "--faults", faults]
                    + options),
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
            try execution.send(signal: ending == .kill ? .kill : .terminate)
            while try await lines.next() != nil {}
            return result
        }
        try outcome.closureResult.get()
    }

    private static func executable() throws -> FilePath {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return FilePath(tests).removingLastComponent().appending("odori-fake-providers")
    }

    struct NoWord: Error {}

    /// What stands for a video here: bytes that nobody looks into.
    static let filmBytes = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 % 253) })

    private static func film() throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "odori-fake-film-\(filmBytes.count).mp4")
        try filmBytes.write(to: file, options: .atomic)
        return file.path
    }

    struct Answer: Sendable {
        var status: Int
        var body: Data

        var code: Int? { (try? JSONDecoder().decode(Code.self, from: body))?.code }

        private struct Code: Decodable {
            var code: Int
        }
    }

    /// Sends a request as somebody other than our client would.
    func send(
        _ method: HTTPMethod, _ path: String, body: Data? = nil, authorization: String? = "Bearer \(key)"
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        if let authorization { request.headers.add(name: "Authorization", value: authorization) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let content = try await response.body.collect(upTo: 8 << 20)
        return Answer(status: Int(response.status.code), body: Data(content.readableBytesView))
    }

    func setFaults(_ patch: String) async throws {
        let answer = try await send(.PATCH, "/_faults", body: Data(patch.utf8))
        #expect(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
    }

    /// Its books, by their names on the wire.
    struct Books: Decodable, Sendable {
        var arrived: Int
        var operations: Int
        var keys: Int
        var duplicates: Int
        var billed: Int64
        var submissions: [Entry]

        struct Entry: Decodable, Sendable {
            var key: String?
            var code: Int
            var answered: Bool
        }
    }

    func books() async throws -> Books {
        try JSONDecoder().decode(Books.self, from: try await send(.GET, "/_ledger").body)
    }
}
