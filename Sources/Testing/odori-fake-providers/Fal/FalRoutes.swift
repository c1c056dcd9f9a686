import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// fal's queue over HTTP, for models of the owner `fal-ai`.
struct FalRoutes: Sendable {
    let fal: FakeFal
    let video: String

    private static let owner = "fal-ai"

    func add(to router: Router<FakeContext>) {
        router.post("\(Self.owner)/**", use: submit)
        router.get("\(Self.owner)/**", use: ask)
        router.put("\(Self.owner)/**", use: cancel)
        router.get("files/:file", use: file)
        router.get(".well-known/jwks.json") { _, _ in
            let key = fal.signingKey.publicKey.rawRepresentation.base64EncodedString()
                .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            return try Answer.json(["keys": [["kty": "OKP", "crv": "Ed25519", "x": key]]])
        }
    }

    @Sendable private func submit(_ request: Request, _ context: FakeContext) async throws -> Response {
        if await fal.countRequest() { throw await context.reset() }
        guard await fal.knows(request.headers[.authorization]) else { return try Self.stranger() }
        let body = try await request.body.collect(upTo: 8 << 20)
        let model = String(request.uri.path.dropFirst())
        let callback = request.uri.queryParameters.get("fal_webhook")
        let (number, reply) = try await fal.submit(
            model: model, callback: callback, body: Data(body.readableBytesView))
        switch reply {
        case .dropped: throw await context.drop()
        case .garbage: return Answer.garbage
        case .empty: return Answer.empty
        case .huge: return Answer.huge
        case .refused(let status, let type, let message):
            return try Answer.json(["detail": message, "error_type": type], status: .init(code: status))
        case .answer(let operation, let delay):
            if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
            try await fal.wasAnswered(number)
            return try Answer.json(operation.submitted(base: Self.base(request)))
        }
    }

    /// The id and what is asked of it, in `/{owner}/{app}/requests/{id}[/{what}]`.
    private static func question(_ request: Request) -> (id: String, what: String)? {
        let parts = request.uri.path.split(separator: "/").map(String.init)
        guard (4...5).contains(parts.count), parts[2] == "requests" else { return nil }
        return (parts[3], parts.count == 5 ? parts[4] : "response")
    }

    @Sendable private func ask(_ request: Request, _ context: FakeContext) async throws -> Response {
        if await fal.countRequest(request.uri.description) { throw await context.reset() }
        guard await fal.knows(request.headers[.authorization]) else { return try Self.stranger() }
        return switch Self.question(request) {
        case (let id, "status")?: try await status(request, id)
        case (let id, "response")?: try await response(request, id)
        default: try Answer.json(["detail": "Not Found"], status: .notFound)
        }
    }

    private func status(_ request: Request, _ id: String) async throws -> Response {
        guard let operation = await fal.operation(id) else {
            return try Answer.json(["status": "NOT_FOUND"], status: .notFound)
        }
        let body = operation.status(at: FakeFal.now, base: Self.base(request))
        return try Answer.json(body, status: body.status == "COMPLETED" ? .ok : .accepted)
    }

    private func response(_ request: Request, _ id: String) async throws -> Response {
        guard let operation = await fal.operation(id) else {
            return try Answer.json(["detail": "Request not found"], status: .notFound)
        }
        guard operation.isEnded(at: FakeFal.now) else {
            return try Answer.json(["detail": "Request is still in progress"], status: .badRequest)
        }
        if let failure = operation.failure {
            return try Answer.json(failure.body, status: .init(code: failure.status))
        }
        let base = await fal.faults.results == .private ? "http://10.0.0.7" : Self.base(request)
        let url = "\(base)/files/\(operation.id).mp4"
        var response = try Answer.json(FalResultBody(video: .init(url: url)))
        if let units = HTTPField.Name("x-fal-billable-units") {
            response.headers[units] = "\(operation.submission.operation?.seconds ?? 0)"
        }
        return response
    }

    @Sendable private func cancel(_ request: Request, _ context: FakeContext) async throws -> Response {
        guard await fal.knows(request.headers[.authorization]) else { return try Self.stranger() }
        guard let (id, what) = Self.question(request), what == "cancel" else {
            return try Answer.json(["detail": "Not Found"], status: .notFound)
        }
        return switch await fal.cancel(id) {
        case true?: try Answer.json(["status": "CANCELLATION_REQUESTED"], status: .accepted)
        case false?: try Answer.json(["status": "ALREADY_COMPLETED"], status: .badRequest)
        case nil: try Answer.json(["status": "NOT_FOUND"], status: .notFound)
        }
    }

    @Sendable private func file(_ request: Request, _ context: FakeContext) async throws -> Response {
        let name = try context.parameters.require("file")
        guard name.hasSuffix(".mp4"), await fal.operation(String(name.dropLast(4)))?.isEnded(at: FakeFal.now) == true
        else { return Response(status: .notFound) }
        let isCut = await fal.countDownload(name)
        return Answer.result(await fal.faults.results, film: video, isCut: isCut, context)
    }

    private static func stranger() throws -> Response {
        try Answer.json(["detail": "Authentication is required to access this application"], status: .unauthorized)
    }

    private static func base(_ request: Request) -> String { "http://\(request.head.authority ?? "127.0.0.1")" }
}
