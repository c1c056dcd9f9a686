import HTTPTypes
import Logging
import Hummingbird
import OdoriDomain
import OdoriHTTP

/// Lets in who presents a known key as `Authorization: Bearer {key}`.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = APIContext

    let keys: BearerKeys

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let key = Self.bearerKey(request.headers) else {
            throw Problem.unauthorized("send a key as Authorization: Bearer {key}")
        }
        guard let owner = keys.owner(of: key) else {
            throw Problem.unauthorized("the key is not known")
        }
        var context = context
        context.owner = owner
        context.logger[metadataKey: "owner"] = .string(owner.rawValue)
        return try await next(request, context)
    }

    private static func bearerKey(_ headers: HTTPFields) -> String? {
        let values = headers[values: .authorization]
        guard values.count == 1, let parts = values.first?.split(separator: " "), parts.count == 2 else { return nil }
        return parts[0].lowercased() == "bearer" ? String(parts[1]) : nil
    }
}
