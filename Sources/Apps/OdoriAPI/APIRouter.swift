package import Hummingbird
import OdoriHTTP

/// The API's routes and what every request passes on its way to them.
package enum APIRouter {
    package static func make(_ services: APIServices) -> Router<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestIDMiddleware(identifiers: services.identifiers))
        router.add(middleware: AccessLogMiddleware(clock: services.clock))
        router.add(middleware: ProblemMiddleware())
        let probe = StorageProbe(store: services.store, objects: services.objects)
        HealthRoutes { try await probe.check() }.add(to: router)
        MediaRoutes(services: services).add(to: router)
        let owned = router.group("/api/v1/pipeline")
            .add(middleware: AuthenticationMiddleware(keys: services.settings.keys))
            .group(context: OwnedContext.self)
        JobRoutes(services: services).add(to: owned)
        ReferenceRoutes(services: services).add(to: owned)
        WebhookRoutes(services: services).add(to: owned)
        return router
    }
}
