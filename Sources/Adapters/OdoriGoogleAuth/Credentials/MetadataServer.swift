import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriPorts

/// The server that tells machines in Google's cloud who they are.
struct MetadataServer: TokenSource {
    private static let probes = 3

    /// `host[:port]`.
    let host: String
    let endpoint: TokenEndpoint

    /// Whether there is such a server here at all.
    func exists() async -> Bool {
        var request = HTTPClientRequest(url: "http://\(host)")
        request.headers.add(name: "Metadata-Flavor", value: "Google")
        let caller = GoogleCaller(http: endpoint.http, tokens: nil)
        for _ in 0..<Self.probes {
            // Whatever keeps it from answering, another probe may be luckier.
            let answer = try? await caller.send(request, deadline: .seconds(3))
            if let answer { return answer.headers.first(name: "Metadata-Flavor") == "Google" }
        }
        return false
    }

    func fetch() async throws -> AccessToken {
        let scope = TokenEndpoint.escaped(GoogleCredentials.scope)
        let path = "instance/service-accounts/default/token?scopes=\(scope)"
        return try endpoint.token(in: try await endpoint.send(request(path)))
    }

    /// The service account's e-mail address.
    func email() async throws -> String {
        try await text("instance/service-accounts/default/email")
    }

    func project() async throws -> String {
        try await text("project/project-id")
    }

    private func text(_ path: String) async throws -> String {
        let answer = try await endpoint.send(request(path))
        return String(buffer: answer.body).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func request(_ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "http://\(host)/computeMetadata/v1/\(path)")
        request.headers.add(name: "Metadata-Flavor", value: "Google")
        return request
    }
}
