import Hummingbird
import NIOCore

/// What of the Cloud Tasks v2 REST API is here, as Google's services describe themselves: clients are made from it.
struct DiscoveryRoutes: Sendable {
    /// The address in the document, in whose place each server says its own.
    private static let placeholder = "http://127.0.0.1:8123"

    let baseURL: Promise<String>

    func add(to router: Router<some RequestContext>) {
        router.get("$discovery/rest") { request, _ in
            guard request.uri.queryParameters["version"].map({ $0 == "v2" }) ?? true else {
                throw APIError.notFound()
            }
            let base = try await baseURL.value
            let document = String(decoding: PackageResources.cloudtasks_v2_json, as: UTF8.self)
            return Response(
                status: .ok,
                headers: [.contentType: "application/json; charset=UTF-8"],
                body: ResponseBody(
                    byteBuffer: ByteBuffer(string: document.replacing(Self.placeholder, with: base)))
            )
        }
    }
}
