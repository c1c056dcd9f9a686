package import Hummingbird
import OdoriHTTP
import OdoriJobs

/// The API's routes, what every request passes on its way to them, and what runs beside them.
package struct APIRouter {
    package let router: Router<APIContext>
    /// Must run beside the server, and stop before it.
    package let feed: JobFeed

    package init(_ services: APIServices) {
        router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        let metrics = RequestMetrics()
        router.add(middleware: RequestIDMiddleware(identifiers: services.identifiers))
        router.add(middleware: TraceMiddleware())
        router.add(middleware: AccessLogMiddleware(clock: services.clock))
        router.add(middleware: MetricsMiddleware(metrics: metrics, clock: services.clock))
        router.add(middleware: SecurityHeadersMiddleware())
        router.add(middleware: CORSMiddleware(origins: services.settings.corsOrigins))
        router.add(middleware: ProblemMiddleware())
        let probe = ReadinessProbe(
            store: services.store, objects: services.objects, queue: services.queue,
            providers: ProviderRepository(store: services.store, clock: services.clock).list)
        HealthRoutes(check: probe.check).add(to: router)
        MediaRoutes(services: services).add(to: router)
        CallbackRoutes(services: services).add(to: router)
        let pace = PaceHistory(store: services.store, clock: services.clock)
        let bodies = JobBodies(services: services, pace: pace)
        feed = JobFeed(
            store: services.store, bodies: bodies, clock: services.clock, periods: services.settings.eventPeriods,
            logger: services.logger)
        let authentication = AuthenticationMiddleware(
            keys: services.settings.keys,
            limiter: RateLimiter(perSecond: services.settings.rateLimit),
            clock: services.clock
        )
        MetricsRoutes(metrics: metrics, feed: feed).add(
            to: router.group("/metrics").add(middleware: authentication))
        SpecificationRoutes().add(to: router)
        let owned = router.group("/api/v1/pipeline")
            .add(middleware: authentication)
            .group(context: OwnedContext.self)
        RunRoutes(services: services, pace: pace).add(to: owned)
        JobRoutes(services: services, bodies: bodies).add(to: owned)
        EndingRoutes(services: services).add(to: owned)
        EventRoutes(services: services, feed: feed).add(to: owned)
        CharacterRoutes(services: services).add(to: owned)
        ReferenceRoutes(services: services).add(to: owned)
        WebhookRoutes(services: services).add(to: owned)
        EditRoutes(services: services).add(to: owned)
        SettingsRoutes(services: services).add(to: owned)
        PageRoutes().add(to: router)
    }
}
