import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Subprocess
import Testing

/// The built `odori-fake-providers`, for one test.
struct FakeProviders: Sendable {
    static let key = "key-of-the-fake-provider"
    static let geminiKeys = ["first-key-of-gemini", "second-key-of-gemini"]

    var base: String
    var port: Int

    /// Runs it on a free port and empty books while `body` runs. It fetches the inputs of every order, as a provider would.
    ///
    /// - Parameter faults: what goes wrong, as JSON.
    static func running(
        faults: String, gemini: String = "{}", _ body: @escaping @Sendable (FakeProviders) async throws -> Void
    ) async throws {
        let books = FileManager.default.temporaryDirectory.appending(path: "odori-books-\(UUID().uuidString)")
        defer {
            try? FileManager.default.removeItem(at: books)
            try? FileManager.default.removeItem(atPath: books.path + ".fal")
            try? FileManager.default.removeItem(atPath: books.path + ".minimax")
            try? FileManager.default.removeItem(atPath: books.path + ".10s.mp4")
            try? FileManager.default.removeItem(atPath: books.path + ".pictures")
        }
        _ = try await Subprocess.run(
            .path(Programs.path("odori-fake-providers")),
            arguments: [
                "--ledger", books.path, "--key", key, "--seconds", "10", "--check-inputs", "--faults", faults,
                "--webhook-secret", webhookSecret,
                "--gemini-keys", geminiKeys.joined(separator: ","), "--gemini-faults", gemini,
            ],
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            let line = try #require(try await lines.next())
            let base = try #require(line.split(separator: " ").last).trimmingCharacters(in: .whitespacesAndNewlines)
            let port = try #require(URLComponents(string: base)?.port)
            try await body(FakeProviders(base: base, port: port))
            try execution.send(signal: .terminate)
            while try await lines.next() != nil {}
        }
    }

    static let webhookSecret = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()

    /// What makes an installation order dances from Kling's legacy API and from fal, and hear of them.
    var environmentOfTwo: [Environment.Key: String?] {
        [
            "ODORI_MOTION": "kling,fal", "KLING_BASE_URL": base, "KLING_ACCESS_KEY": "fake-access",
            "KLING_SECRET_KEY": "fake-secret", "KLING_WEBHOOK_SECRET": Self.webhookSecret, "KLING_SLOTS": "2",
            "FAL_QUEUE_URL": base, "FAL_KEY": Self.key, "FAL_JWKS_URL": "\(base)/.well-known/jwks.json",
            "ODORI_CALLBACKS": "always", "ODORI_EGRESS_ALLOW": "127.0.0.1/32:\(port)",
        ]
    }

    /// What makes an installation have everything made here.
    ///
    /// - Parameter music: who composes.
    func everything(music: String) -> [Environment.Key: String?] {
        live.merging(environmentOfTwo) { $1 }.merging([
            "ODORI_MUSIC": music, "MINIMAX_BASE_URL": base, "MINIMAX_API_KEY": Self.key,
        ]) { $1 }
    }

    /// What makes an installation order its dances here.
    var environment: [Environment.Key: String?] {
        [
            "ODORI_MOTION": "kling", "KLING_BASE_URL": base, "KLING_API_KEY": Self.key,
            "ODORI_EGRESS_ALLOW": "127.0.0.1/32:\(port)",
        ]
    }

    /// What makes an installation have its concepts, pictures and analyses made here as well.
    var live: [Environment.Key: String?] {
        environment.merging([
            "ODORI_PROVIDERS": "live", "GEMINI_BASE_URL": base,
            "GEMINI_API_KEYS": Self.geminiKeys.joined(separator: ","),
        ]) { $1 }
    }

    /// Gemini's books, by their names on the wire.
    struct GeminiBooks: Decodable, Sendable {
        var calls: [Call]

        struct Call: Decodable, Sendable {
            var kind: String
            var status: Int
            var key: Int?
            /// Micro-dollars.
            var price: Int64
            var answered: Bool
        }
    }

    func geminiBooks() async throws -> GeminiBooks {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: base + "/_gemini/ledger"), timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 20)
        return try JSONDecoder().decode(GeminiBooks.self, from: Data(body.readableBytesView))
    }

    /// Its books, by their names on the wire.
    struct Books: Decodable, Sendable {
        var arrived: Int
        var operations: Int
        var keys: Int
        var duplicates: Int
        /// Micro-dollars.
        var billed: Int64
        var submissions: [Entry]

        struct Entry: Decodable, Sendable {
            var code: Int
            var answered: Bool
            var provider: String
        }
    }

    /// What goes wrong with motion and with MiniMax from now on, as JSON.
    func setFaults(_ patch: String) async throws {
        var request = HTTPClientRequest(url: base + "/_faults")
        request.method = .PATCH
        request.body = .bytes(ByteBuffer(string: patch))
        #expect(try await HTTPClient.shared.execute(request, timeout: .seconds(10)).status == .ok)
    }

    func books() async throws -> Books {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: base + "/_ledger"), timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 20)
        return try JSONDecoder().decode(Books.self, from: Data(body.readableBytesView))
    }
}
