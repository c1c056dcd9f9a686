import HTTPTypes
import Logging
import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriPorts

/// Lets in who presents a known key as `Authorization: Bearer {key}`, and not too often.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = APIContext

    let keys: BearerKeys
    let limiter: RateLimiter
    let clock: any WallClock

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let key = Self.bearerKey(request.headers) else {
            throw Problem.unauthorized("send a key as Authorization: Bearer {key}")
        }
        guard let holder = keys.holder(of: key) else {
            throw Problem.unauthorized("the key is not known")
        }
        if let pause = limiter.take(for: holder.number, now: clock.now) { throw Self.tooMany(after: pause) }
        var context = context
        context.owner = holder.owner
        context.logger[metadataKey: "owner"] = .string(holder.owner.rawValue)
        return try await next(request, context)
    }

    private static func tooMany(after pause: Duration) -> Problem {
        Problem(
            .tooManyRequests,
            "this key has asked too often",
            code: "rate_limited",
            headers: [.retryAfter: String(max(1, Int(pause.inSeconds.rounded(.up))))]
        )
    }

    private static func bearerKey(_ headers: HTTPFields) -> String? {
        let values = headers[values: .authorization]
        guard values.count == 1, let parts = values.first?.utf8.split(separator: UInt8(ascii: " ")), parts.count == 2
        else { return nil }
        return Substring(parts[0]).lowercased() == "bearer" ? String(Substring(parts[1])) : nil
    }
}
