import CryptoExtras
import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization

/// `signBlob` of the IAM Credentials API, for one service account and whoever has one token: the key stays here.
final class SigningServer: Sendable {
    struct Asked: Sendable, Hashable {
        var path: String
        var contentType: String?
        var body: Data
    }

    struct State {
        var asked: [Asked] = []
        /// What comes upon the next requests, one each.
        var answers: [(Int, String)] = []
    }

    static let token = "token-of-the-machine"

    let email: String
    let state = Mutex(State())
    private let key: _RSA.Signing.PrivateKey

    init(_ key: _RSA.Signing.PrivateKey, email: String) {
        self.key = key
        self.email = email
    }

    var asked: [Asked] { state.withLock { $0.asked } }

    /// Runs `body` while the server listens at the address that it gets.
    func serving(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let router = Router()
        router.post("**") { request, _ in
            let content = try await request.body.collect(upTo: 1 << 20)
            return try self.answer(request, Data(content.readableBytesView))
        }
        try await Application(router: router).test(.live) { client in
            try await body("http://127.0.0.1:\(client.port ?? 0)")
        }
    }

    private func answer(_ request: Request, _ body: Data) throws -> Response {
        let asked = Asked(path: request.uri.path, contentType: request.headers[.contentType], body: body)
        let trouble = state.withLock { state in
            state.asked.append(asked)
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
        if let (status, text) = trouble { return Self.response(status, Data(text.utf8)) }
        guard request.headers[.authorization] == "Bearer \(Self.token)" else { return Self.response(401, Data()) }
        guard asked.path == "/v1/projects/-/serviceAccounts/\(email):signBlob" else {
            return Self.response(404, Data())
        }
        guard let members = try JSONSerialization.jsonObject(with: body) as? [String: String],
            members.keys.sorted() == ["payload"], let payload = members["payload"].flatMap({ Data(base64Encoded: $0) })
        else { return Self.response(400, Data()) }
        let signature = try key.signature(for: payload, padding: .insecurePKCS1v1_5).rawRepresentation
        let answer = ["keyId": "k1", "signedBlob": signature.base64EncodedString()]
        return Self.response(200, try JSONEncoder().encode(answer))
    }

    private static func response(_ status: Int, _ body: Data) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}
