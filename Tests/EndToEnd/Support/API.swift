import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The API as a stranger with a documentation page would call it.
struct API: Sendable {
    var base: String
    var key: String

    struct Answer: Sendable {
        var status: UInt
        var body: Data

        func read<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
            try JSONDecoder().decode(type, from: body)
        }
    }

    func get(_ path: String) async throws -> Answer {
        try await call(.GET, path, body: nil, key: key)
    }

    func post(_ path: String, body: String? = nil, key: String? = nil) async throws -> Answer {
        try await call(.POST, path, body: body, key: key ?? self.key)
    }

    /// Gets any path, and answers the status.
    func getRaw(_ path: String) async throws -> UInt {
        try await call(.GET, at: path, body: nil, key: key).status
    }

    /// Posts to any path, and answers the status.
    func postRaw(_ path: String, body: String) async throws -> UInt {
        try await call(.POST, at: path, body: body, key: key).status
    }

    private func call(_ method: HTTPMethod, _ path: String, body: String?, key: String) async throws -> Answer {
        try await call(method, at: "/api/v1/pipeline/\(path)", body: body, key: key)
    }

    private func call(_ method: HTTPMethod, at path: String, body: String?, key: String) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        request.headers.add(name: "Authorization", value: "Bearer \(key)")
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return Answer(status: response.status.code, body: Data(bytes.readableBytesView))
    }

    func status(_ job: String) async throws -> Status {
        try await get("status/\(job)").read()
    }
}

/// The parts of a status that these tests look at, by their names on the wire.
struct Status: Decodable, Sendable {
    var status: String
    var progress: Progress
    var results: [Result]
    var characters: [Character]
    var errors: [Failure]

    struct Failure: Decodable, Sendable {
        var stage: String
        var code: String
        var message: String
    }

    struct Progress: Decodable, Sendable {
        var total: Int
        var percent_complete: Int
        var current_stage: String
    }

    struct Character: Decodable, Sendable {
        var status: String
        var stages: [String: Stage]
    }

    struct Stage: Decodable, Sendable, Equatable {
        var status: String
        var attempts: Int
        var progress: Double?
        var started_at: String?
        var completed_at: String?
    }

    struct Result: Decodable, Sendable {
        var character_id: String
        var assets: Assets
    }

    struct Assets: Decodable, Sendable {
        var anime_image: String
        var cosplay_image: String
        var dances: [String]
        var remixes: [String: String]
        var deliverables: [Deliverable]
        var poster: String
        var contact_sheet: String

        var urls: [String] {
            [anime_image, cosplay_image, poster, contact_sheet] + dances + remixes.values
                + deliverables.flatMap { [$0.url, $0.report] }
        }
    }

    struct Deliverable: Decodable, Sendable {
        var type: String
        var url: String
        var report: String
    }

    var stages: [String: Stage] {
        characters.first?.stages ?? [:]
    }
}
