import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain

/// Talks to the API over HTTP, as any other client would.
///
/// Every call throws `ClientProblem` with a sentence for the person at the terminal.
package struct PipelineClient: Sendable {
    /// Bare `scheme://host:port`.
    package let base: String
    private let key: String?
    private let timeout: TimeAmount

    package init(base: String, key: String?, timeout: Duration = .seconds(30)) {
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        self.key = key
        self.timeout = .milliseconds(timeout.milliseconds)
    }

    /// What was answered: read, and as it came.
    package struct Answer<Value: Sendable>: Sendable {
        package var value: Value
        package var body: Data
    }

    package func references() async throws -> Answer<ReferencesAnswer> {
        try await send(.GET, "references")
    }

    package func reference(_ id: String) async throws -> Answer<ReferenceAnswer> {
        try await send(.GET, "references/\(Self.escape(id))")
    }

    /// The newest webhooks first.
    package func webhooks(job: String?, status: String?, limit: Int) async throws -> Answer<WebhooksAnswer> {
        let filters = [job.map { "&job_id=\(Self.escape($0))" }, status.map { "&status=\(Self.escape($0))" }]
        return try await send(.GET, "webhooks?limit=\(limit)\(filters.compactMap(\.self).joined())")
    }

    /// Delivers a webhook again.
    package func replay(_ webhook: String) async throws -> Answer<WebhookAnswer> {
        try await send(.POST, "webhooks/\(Self.escape(webhook))/replay")
    }

    /// Deletes a reference and all its files.
    package func deleteReference(_ id: String) async throws {
        try await command(.DELETE, "references/\(Self.escape(id))")
    }

    /// Sends a video, or its address, into the catalogue; its ingestion goes on after the answer.
    package func addReference(_ upload: ReferenceUpload) async throws -> Answer<ReferenceAnswer> {
        if let link = upload.link {
            let body = try JSONEncoder().encode(LinkedReference(upload, link))
            return try await send(.POST, "references", .bytes(ByteBuffer(bytes: body)), type: "application/json")
        }
        let file = try FileChunks(path: upload.file)
        return try await send(
            .POST,
            "references?\(upload.query)",
            .stream(file, length: .known(file.count)),
            type: upload.contentType,
            timeout: .minutes(10)
        )
    }

    /// - Parameter headers: besides key and type.
    func send<Value: Decodable & Sendable>(
        _ method: HTTPMethod,
        _ path: String,
        _ body: HTTPClientRequest.Body? = nil,
        type: String? = nil,
        headers: [(String, String)] = [],
        timeout: TimeAmount? = nil
    ) async throws -> Answer<Value> {
        var request = HTTPClientRequest(url: "\(base)/api/v1/pipeline/\(path)")
        request.method = method
        request.body = body
        if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
        if let type { request.headers.add(name: "Content-Type", value: type) }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let (status, data) = try await exchange(request, timeout ?? self.timeout)
        guard (200..<300).contains(status) else { throw ClientProblem.refused(status: status, body: data) }
        do {
            return Answer(value: try JSONDecoder().decode(Value.self, from: data), body: data)
        } catch {
            throw ClientProblem("The API's answer to \(method) \(path) cannot be read: \(error)")
        }
    }

    /// A request whose answer holds nothing.
    private func command(_ method: HTTPMethod, _ path: String) async throws {
        var request = HTTPClientRequest(url: "\(base)/api/v1/pipeline/\(path)")
        request.method = method
        if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
        let (status, data) = try await exchange(request, timeout)
        guard (200..<300).contains(status) else { throw ClientProblem.refused(status: status, body: data) }
    }

    private func exchange(_ request: HTTPClientRequest, _ timeout: TimeAmount) async throws -> (UInt, Data) {
        do {
            let response = try await LocalHTTP.client.execute(request, timeout: timeout)
            let body = try await response.body.collect(upTo: Self.longestAnswer)
            return (response.status.code, Data(body.readableBytesView))
        } catch let error as CancellationError {
            throw error
        } catch {
            try Task.checkCancellation()
            throw ClientProblem.unreachable(base, error)
        }
    }

    private static let longestAnswer = 16 << 20

    static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .urlUnreserved) ?? ""
    }
}

extension CharacterSet {
    /// RFC 3986's unreserved characters: what may stand in any part of a URL as it is.
    fileprivate static let urlUnreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )
}
