import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization

/// A token server and a metadata server in one, which answers as told and keeps what it was asked.
final class TokenServer: Sendable {
    struct Asked: Sendable, Hashable {
        var path: String
        var flavour: String?
        /// A form's fields.
        var form: [String: String]
    }

    struct State {
        var asked: [Asked] = []
        /// Statuses and bodies of the next answers; then a token each.
        var answers: [(Int, String)] = []
        var life = 3600
    }

    let state = Mutex(State())

    var asked: [Asked] { state.withLock { $0.asked } }

    /// Those that ask for a token.
    var tokenRequests: [Asked] { asked.filter { $0.path.contains("token") } }

    /// Runs `body` while the server listens at the `host:port` that it gets.
    func serving(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let router = Router()
        router.get("/") { request, _ in self.answer(request, "") }
        router.get("**") { request, _ in self.answer(request, "") }
        router.post("**") { request, _ in
            let content = try await request.body.collect(upTo: 1 << 20)
            return self.answer(request, String(buffer: content))
        }
        try await Application(router: router).test(.live) { client in
            try await body("127.0.0.1:\(client.port ?? 0)")
        }
    }

    private func answer(_ request: Request, _ body: String) -> Response {
        let path = request.uri.description
        let flavour = request.headers[.init("Metadata-Flavor") ?? .accept]
        let form = URLComponents(string: "?" + body.replacing("+", with: "%20"))?.queryItems ?? []
        let (status, text, life) = state.withLock { state in
            state.asked.append(
                Asked(path: path, flavour: flavour, form: .init(form.map { ($0.name, $0.value ?? "") }) { $1 }))
            let isToken = path.contains("token")
            let own = isToken && !state.answers.isEmpty ? state.answers.removeFirst() : nil
            return (own?.0 ?? 200, own?.1, state.life)
        }
        let count = tokenRequests.count
        let fallback =
            switch path {
            case let path where path.contains("token"):
                #"{"access_token":"token-\#(count)","expires_in":\#(life),"token_type":"Bearer"}"#
            case let path where path.hasSuffix("project-id"): "project-of-the-machine"
            case let path where path.hasSuffix("email"): "machine@p1.iam.gserviceaccount.com"
            case let path where path.contains("recursive"):
                #"{"email":"default","scopes":["https://www.googleapis.com/auth/cloud-platform"],"aliases":["default"]}"#
            default: ""
            }
        let isText = path.hasSuffix("project-id") || path.hasSuffix("email") || path == "/"
        var headers: HTTPFields = [.contentType: isText ? "text/plain" : "application/json"]
        if let name = HTTPField.Name("Metadata-Flavor") { headers[name] = "Google" }
        return Response(
            status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: text ?? fallback))
        )
    }
}
