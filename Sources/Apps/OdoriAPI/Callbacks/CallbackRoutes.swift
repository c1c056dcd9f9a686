import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import OdoriDomain
import OdoriHTTP
import OdoriJobs
import OdoriPorts

/// `POST /api/v1/callbacks/{provider}/{token}`: where providers tell of their operations.
///
/// The address is the secret: its token is ours and signed. What is posted is handed to the worker as it came; there the vendor's
/// own signature is verified.
struct CallbackRoutes: Sendable {
    private let links: CallbackLinks?
    private let queue: any TaskQueue

    init(services: APIServices) {
        links = services.callbackSigner.map { CallbackLinks(signer: $0, publicURL: services.settings.publicURL) }
        queue = services.queue
    }

    func add(to router: Router<APIContext>) {
        let group = router.group("/api/v1/callbacks")
        group.post(":provider/:token", use: receive)
        group.refuseOthers(":provider/:token", than: .post)
    }

    @Sendable private func receive(_ request: Request, _ context: APIContext) async throws -> Response {
        let provider = context.parameters.get("provider") ?? ""
        let token = context.parameters.get("token") ?? ""
        guard let links, links.target(of: token, from: provider) != nil else {
            throw Problem.notFound("there is nothing here")
        }
        let body = try await body(of: request)
        var headers: [String: String] = [:]
        for field in request.headers {
            let name = field.name.canonicalName
            if ProviderCallback.carries(name) { headers[name] = field.value }
        }
        let callback = ProviderCallback(headers: headers, body: body)
        try await queue.enqueue(try CallbackTask(provider: provider, token: token, callback: callback).queued())
        return try Response.json(Accepted(), status: .ok)
    }

    private func body(of request: Request) async throws -> Data {
        do {
            let buffer = try await request.body.collect(upTo: ProviderCallback.largestBody)
            return Data(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem(
                .contentTooLarge, "a callback has at most \(ProviderCallback.largestBody) bytes", code: "too_large")
        }
    }

    private struct Accepted: Encodable {
        var success = true
    }
}
