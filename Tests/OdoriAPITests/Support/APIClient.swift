import OdoriJSON
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import OdoriDomain

/// Asks the API, as Anna unless said otherwise.
struct APIClient: Sendable {
    let client: any TestClientProtocol

    static let pipeline = "/api/v1/pipeline"

    func send(
        _ method: HTTPRequest.Method,
        _ uri: String,
        key: String? = APIFixture.key,
        headers: HTTPFields = [:],
        body: [UInt8]? = nil
    ) async throws -> Answer {
        var headers = headers
        if let key { headers[.authorization] = "Bearer \(key)" }
        // An id of our own, so that the counted identifiers are the jobs'.
        let id = try APIFixture.require(HTTPField.Name("X-Request-ID"))
        if headers[id] == nil { headers[id] = "test" }
        let response = try await client.execute(
            uri: uri,
            method: method,
            headers: headers,
            body: body.map { ByteBuffer(bytes: $0) }
        )
        return Answer(response: response)
    }

    func get(_ path: String, key: String? = APIFixture.key) async throws -> Answer {
        try await send(.get, Self.pipeline + path, key: key)
    }

    /// Posts JSON.
    func post(_ path: String, _ json: String, key: String? = APIFixture.key) async throws -> Answer {
        let headers: HTTPFields = [.contentType: "application/json"]
        return try await send(.post, Self.pipeline + path, key: key, headers: headers, body: Array(json.utf8))
    }

    /// Uploads a video.
    func upload(
        _ bytes: [UInt8],
        query: String = "rights=owned&adults_only=true",
        type: String = "video/mp4",
        key: String? = APIFixture.key
    ) async throws -> Answer {
        try await send(
            .post,
            "\(Self.pipeline)/references?\(query)",
            key: key,
            headers: [.contentType: type],
            body: bytes
        )
    }
}

/// What came back.
struct Answer: Sendable {
    let response: TestResponse

    var status: Int { response.status.code }
    var bytes: [UInt8] { Array(response.body.readableBytesView) }

    func header(_ name: HTTPField.Name) -> String? { response.headers[name] }

    func json() throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    /// The pointers of a 422.
    func pointers() throws -> [String] {
        guard case .array(let errors)? = try json()["errors"] else { return [] }
        return errors.compactMap { if case .string(let text)? = $0["pointer"] { text } else { nil } }
    }

    /// Whether this is a problem as promised: media type, RFC 9457 members, the plan's members, the request's id.
    func isProblem(_ status: Int) throws -> Bool {
        let body = try json()
        guard case .string(let error)? = body["error"], case .string(let detail)? = body["detail"],
            case .string(let id)? = body["request_id"]
        else { return false }
        return self.status == status && body["status"] == .integer(Int64(status)) && body["success"] == .bool(false)
            && body["title"] != nil && !error.isEmpty && !detail.isEmpty
            && header(.contentType) == "application/problem+json"
            && id == HTTPField.Name("X-Request-ID").flatMap(header)
    }
}

extension JSONValue {
    /// Reads JSON that a test wrote down.
    init(golden text: String) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }
}
