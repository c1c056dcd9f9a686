import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Subprocess
import SystemPackage
import Testing

/// The built `odori-fake-providers`, running as a process of its own.
struct Fake: Sendable {
    static let keys = ["first-key-of-the-fake", "second-key-of-the-fake"]

    let base: String

    /// Runs the fake while `body` runs.
    ///
    /// - Parameter faults: what goes wrong, as JSON.
    static func running(
        faults: String = "{}", _ body: @escaping @Sendable (Fake) async throws -> Void
    ) async throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "odori-fake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let film = place.appending(path: "film.mp4")
        try Data("film".utf8).write(to: film)
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let outcome = try await Subprocess.run(
            .path(FilePath(tests).removingLastComponent().appending("odori-fake-providers")),
            arguments: [
                "--ledger", place.appending(path: "books").path, "--video", film.path, "--gemini-keys",
                keys.joined(separator: ","), "--gemini-faults", faults,
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

    struct Answer: Sendable {
        var status: Int
        var body: Data
    }

    /// Sends a request as somebody other than our client would.
    func send(
        _ method: HTTPMethod, _ path: String, body: Data? = nil, key: String? = keys[0]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        if let key { request.headers.add(name: "x-goog-api-key", value: key) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let content = try await response.body.collect(upTo: 64 << 20)
        return Answer(status: Int(response.status.code), body: Data(content.readableBytesView))
    }

    func setFaults(_ patch: String) async throws {
        let answer = try await send(.PATCH, "/_gemini/faults", body: Data(patch.utf8))
        #expect(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
    }

    /// Its books, by their names on the wire.
    struct Books: Decodable, Sendable {
        var calls: [Call]
        var done: Int
        var billed: Int64

        struct Call: Decodable, Sendable {
            var kind: String
            var status: Int
            var key: Int?
            var price: Int64
            var answered: Bool
        }
    }

    func books() async throws -> Books {
        try JSONDecoder().decode(Books.self, from: try await send(.GET, "/_gemini/ledger").body)
    }

    /// How many files lie there that nobody took back.
    func files() async throws -> Int? {
        try JSONDecoder().decode([String: Int].self, from: try await send(.GET, "/_gemini/files").body)["count"]
    }
}
