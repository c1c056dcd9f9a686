package import Hummingbird

/// `/health`: the process answers. `/ready`: what it needs answers too. Both are open to everybody.
package struct HealthRoutes: Sendable {
    private let check: @Sendable () async throws -> Void

    /// - Parameter check: throws while requests cannot be served.
    package init(check: @escaping @Sendable () async throws -> Void) {
        self.check = check
    }

    package func add<Context: IdentifiedContext>(to router: Router<Context>) {
        router.get("/health") { _, _ in try Response.json(["status": "ok"]) }
        router.get("/ready") { _, _ in
            try await check()
            return try Response.json(["status": "ready"])
        }
        router.refuseOthers("/health", than: .get)
        router.refuseOthers("/ready", than: .get)
    }
}
