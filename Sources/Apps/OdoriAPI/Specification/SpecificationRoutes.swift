import HTTPTypes
import Hummingbird
import NIOCore
import OdoriHTTP

/// `GET /api/v1/openapi.json`: this API as a machine reads it, open to everybody.
struct SpecificationRoutes: Sendable {
    private static let path: RouterPath = "/api/v1/openapi.json"
    private let document = ByteBuffer(bytes: PackageResources.openapi_json)

    func add(to router: Router<APIContext>) {
        router.get(Self.path) { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "public, max-age=300"],
                body: ResponseBody(byteBuffer: document)
            )
        }
        router.refuseOthers(Self.path, than: .get)
    }
}
