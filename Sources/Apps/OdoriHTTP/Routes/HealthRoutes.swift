package import Hummingbird

/// `/health`: the process answers. `/ready`: what it needs answers too. Both are open to everybody.
///
/// What is amiss although requests are served stands in `degraded`, with status 200.
package struct HealthRoutes: Sendable {
    private let check: @Sendable () async throws -> [Degradation]

    /// - Parameter check: throws while requests cannot be served.
    package init(check: @escaping @Sendable () async throws -> [Degradation]) {
        self.check = check
    }

    private struct Readiness: Encodable {
        var status: String
        var degraded: [Degradation]?
    }

    package func add<Context: IdentifiedContext>(to router: Router<Context>) {
        router.get("/health") { _, _ in try Response.json(["status": "ok"]) }
        router.get("/ready") { _, _ in
            let found = try await check()
            return try Response.json(
                Readiness(status: found.isEmpty ? "ready" : "degraded", degraded: found.isEmpty ? nil : found))
        }
        router.refuseOthers("/health", than: .get)
        router.refuseOthers("/ready", than: .get)
    }
}
