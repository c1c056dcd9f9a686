import AsyncHTTPClient
package import Foundation
import NIOCore
package import NIOHTTP1

extension FakeProviders {
    /// What one request was answered.
    package struct Answer: Sendable {
        package var status: Int
        package var body: Data
    }

    /// Sends a request as somebody other than our client would.
    package func send(
        _ method: HTTPMethod, _ path: String, body: Data? = nil,
        headers: HTTPHeaders = ["Authorization": "Bearer \(key)"]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        request.headers = headers
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let content = try await response.body.collect(upTo: 64 << 20)
        return Answer(status: Int(response.status.code), body: Data(content.readableBytesView))
    }

    /// What goes wrong with motion and MiniMax from now on.
    package func setFaults(_ patch: String) async throws {
        try await change("/_faults", patch)
    }

    /// What goes wrong with Gemini and Lyria from now on.
    package func setGeminiFaults(_ patch: String) async throws {
        try await change("/_gemini/faults", patch)
    }

    /// The books of motion and MiniMax.
    package func books() async throws -> Books {
        try await read("/_ledger")
    }

    /// Gemini's and Lyria's.
    package func geminiBooks() async throws -> GeminiBooks {
        try await read("/_gemini/ledger")
    }

    /// How many files lie there that nobody took back.
    package func geminiFiles() async throws -> Int {
        let counts: [String: Int] = try await read("/_gemini/files")
        guard let count = counts["count"] else { throw Failed(description: "it does not count its files") }
        return count
    }

    private func change(_ path: String, _ patch: String) async throws {
        let answer = try await send(.PATCH, path, body: Data(patch.utf8))
        guard answer.status == 200 else { throw Failed(description: String(decoding: answer.body, as: UTF8.self)) }
    }

    private func read<Report: Decodable>(_ path: String) async throws -> Report {
        try JSONDecoder().decode(Report.self, from: try await send(.GET, path).body)
    }
}
